package org.jackfield.swarm;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jackfield.api.DisconnectException;
import org.jackfield.chunks.Address;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * Chunks that a peer has asked for and wants to be offered before they are sent (go-ethereum v1.8.27,
 * swarm/network/stream/delivery.go, {@code SwarmChunkServer}). One offer stands at a time; what is found meanwhile waits for the
 * next. Guarded by its owner.
 */
final class OlderOffers {

    /** A peer that does not answer its offers gets no more of them. */
    private static final int MAX_WAITING = 256;

    private final Queue<Address> found = new ArrayDeque<>();
    private Optional<OlderStreamMessage.Offer> standing = Optional.empty();

    /** Whether the standing offer has been written. The peer may be quicker to answer it than we to learn so. */
    private boolean told;

    /** Where the next offer begins: bytes of all addresses that were offered. */
    private long offset;

    void add(Address chunk) {
        if (found.size() < MAX_WAITING) {
            found.add(chunk);
        }
    }

    /** What is to be offered; stays so until it is {@link #sent}. */
    Optional<OlderStreamMessage.Offer> next() {
        if (standing.isEmpty() && !found.isEmpty()) {
            List<Address> chunks =
                    found.stream().limit(OlderStreamCodec.MAX_OFFERED).toList();
            chunks.forEach(chunk -> found.remove());
            long from = offset;
            offset += (long) chunks.size() * Address.BYTES;
            standing = Optional.of(new OlderStreamMessage.Offer(OlderStreamId.RETRIEVE, from, offset, chunks));
            told = false;
        }
        return told ? Optional.empty() : standing;
    }

    void sent(OlderStreamMessage.Offer offer) {
        told = standing.filter(current -> current == offer).isPresent();
    }

    /**
     * The peer has chosen.
     *
     * @return the chunks it wants
     * @throws DisconnectException if nothing was offered, or it does not tell of all that was
     */
    List<Address> chosen(OlderStreamMessage.Want want) throws DisconnectException {
        List<Address> offered = standing.map(OlderStreamMessage.Offer::chunks).orElse(List.of());
        standing = Optional.empty();
        told = false;
        return chosen(offered, want);
    }

    static List<Address> chosen(List<Address> offered, OlderStreamMessage.Want want) throws DisconnectException {
        if (offered.isEmpty()) {
            throw DisconnectException.subprotocol("a choice where nothing was offered: " + want.stream());
        }
        if (want.count() < offered.size()) {
            throw DisconnectException.subprotocol(
                    "a choice out of " + want.count() + ", but " + offered.size() + " were offered");
        }
        return want.wanted().stream()
                .filter(place -> place < offered.size())
                .mapToObj(offered::get)
                .toList();
    }

    /** The peer wants no more of them. */
    void clear() {
        found.clear();
        standing = Optional.empty();
        told = false;
    }

    void write(RlpWriter out) {
        List<Address> offered = standing.map(OlderStreamMessage.Offer::chunks).orElse(List.of());
        out.write(offset).write(told).write(OlderStreamCodec.joined(offered));
        out.write(OlderStreamCodec.joined(List.copyOf(found)));
    }

    void read(RlpReader items) throws RlpException {
        offset = items.readLong();
        told = items.readBoolean();
        List<Address> offered = OlderStreamCodec.split(items);
        if (!offered.isEmpty()) {
            long from = offset - (long) offered.size() * Address.BYTES;
            standing = Optional.of(new OlderStreamMessage.Offer(OlderStreamId.RETRIEVE, from, offset, offered));
        }
        found.addAll(OlderStreamCodec.split(items));
    }
}
