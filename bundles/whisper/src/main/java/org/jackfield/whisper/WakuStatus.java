package org.jackfield.whisper;

import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.PeerTraits;
import org.jackfield.envelopes.Topic;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What a waku node tells of itself in its status, and of what has changed in an update: any of these (Vac's RFC 6;
 * status-go v0.55.1, waku/v1/status_options.go).
 *
 * <pre>
 *   [ [key, value], ... ]
 *      0    powBits, u64
 *      1    bloom, 64 B, or empty: everything
 *      2    light, 01/80
 *      3    confirmations, 01/80
 *      4    packets a second, {@link RateLimits}
 *      5    [ topic, ... ], 4 B each
 *      6    bytes a second, {@link RateLimits}
 *      any other is ignored
 * </pre>
 *
 * <p>Of a key that comes twice the later one holds. Topics count before a bloom filter. A peer's limits are checked for their
 * form and not kept: what we send are a few packets a second, whatever there is.
 */
final class WakuStatus {

    /** What holds of a peer whose status does not say otherwise (status-go, {@code WithDefaults}). */
    static final PeerTraits DEFAULTS = new PeerTraits(0.001, Bloom.FULL, false, false, Optional.empty());

    private static final int MIN_WORK = 0;
    private static final int BLOOM = 1;
    private static final int LIGHT = 2;
    private static final int CONFIRMATIONS = 3;
    private static final int PACKETS = 4;
    private static final int TOPICS = 5;
    private static final int BYTES = 6;

    private double minWork;
    private Bloom interest;
    private boolean light;
    private boolean confirmations;
    private Optional<List<Topic>> topics;
    private boolean topicsAreOld = true;

    private WakuStatus(PeerTraits before) {
        minWork = before.minWork();
        interest = before.interest();
        light = before.light();
        confirmations = before.confirmations();
        topics = before.topics();
    }

    /** All that there is. Our interest is a filter, never a list. */
    static byte[] encode(OwnTraits own) {
        RlpWriter out = new RlpWriter(256).beginList();
        write(out, MIN_WORK, MinWork.bits(own.minWork()));
        write(out, own.interest());
        write(out, LIGHT, own.light() ? 1 : 0);
        write(out, CONFIRMATIONS, own.terms().confirmations() ? 1 : 0);
        write(out, PACKETS, own.terms().packets());
        write(out, BYTES, own.terms().bytes());
        return out.endList().toByteArray();
    }

    /** What is new to peers that have been told of {@code before}, but for whether we are light: only a status tells that. */
    static byte[] encodeChange(OwnTraits before, OwnTraits now) {
        WakuTerms former = before.terms();
        WakuTerms terms = now.terms();
        RlpWriter out = new RlpWriter(128).beginList();
        if (now.minWork() != before.minWork()) {
            write(out, MIN_WORK, MinWork.bits(now.minWork()));
        }
        if (!now.interest().equals(before.interest())) {
            write(out, now.interest());
        }
        if (terms.confirmations() != former.confirmations()) {
            write(out, CONFIRMATIONS, terms.confirmations() ? 1 : 0);
        }
        if (!terms.packets().equals(former.packets())) {
            write(out, PACKETS, terms.packets());
        }
        if (!terms.bytes().equals(former.bytes())) {
            write(out, BYTES, terms.bytes());
        }
        return out.endList().toByteArray();
    }

    /**
     * A peer that was {@code before}, and has told this.
     *
     * @throws DisconnectException if a value is invalid
     */
    static PeerTraits decode(byte[] payload, PeerTraits before) throws RlpException, DisconnectException {
        WakuStatus status = new WakuStatus(before);
        RlpReader options = RlpReader.ofList(payload);
        while (options.hasNext()) {
            status.read(options.readList());
        }
        return new PeerTraits(status.minWork, status.interest, status.light, status.confirmations, status.topics);
    }

    private void read(RlpReader option) throws RlpException, DisconnectException {
        long key = option.readUnsignedLong();
        if (key < MIN_WORK || key > BYTES) {
            return;
        }
        switch ((int) key) {
            case MIN_WORK -> minWork = MinWork.read(option);
            case BLOOM -> readBloom(option);
            case LIGHT -> light = option.readBoolean();
            case CONFIRMATIONS -> confirmations = option.readBoolean();
            case TOPICS -> {
                topics = Optional.of(Topics.read(option));
                topicsAreOld = false;
            }
            default -> RateLimits.read(option);
        }
        option.finish();
    }

    private void readBloom(RlpReader option) throws RlpException, DisconnectException {
        interest = BloomBits.readOrFull(option);
        if (topicsAreOld) {
            topics = Optional.empty();
        }
    }

    private static void write(RlpWriter out, int key, long value) {
        out.beginList().write(key).write(value).endList();
    }

    private static void write(RlpWriter out, Bloom filter) {
        out.beginList().write(BLOOM).write(filter.bytes()).endList();
    }

    private static void write(RlpWriter out, int key, RateLimits limits) {
        out.beginList().write(key);
        limits.write(out);
        out.endList();
    }
}
