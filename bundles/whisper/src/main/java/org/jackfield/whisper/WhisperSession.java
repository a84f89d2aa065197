package org.jackfield.whisper;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.Envelope;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * shh/6 with one peer. Its own thread runs and writes it; others may ask for {@link #info()}.
 *
 * <p>What the codes mean: EIP-627 and go-ethereum v1.8.27, whisper/whisperv6/whisper.go, {@code runMessageLoop}.
 */
final class WhisperSession {

    static final int STATUS = 0;
    static final int MESSAGES = 1;
    static final int POW_REQUIREMENT = 2;
    static final int BLOOM_FILTER = 3;

    /** Largest {@linkplain Envelope#size() envelope}: go-ethereum's default, in bytes. */
    static final int MAX_ENVELOPE_BYTES = 1 << 20;

    private final WhisperStatus own;
    private volatile WhisperStatus remote;
    private volatile long envelopes;

    private WhisperSession(WhisperStatus own, WhisperStatus remote, long envelopes) {
        this.own = own;
        this.remote = remote;
        this.envelopes = envelopes;
    }

    /**
     * Exchanges status packets. Both sides send at once.
     *
     * @throws DisconnectException if the peer begins with something else, or its status cannot be accepted
     */
    static WhisperSession open(WhisperStatus own, MessagePipe pipe) throws IOException, InterruptedException {
        pipe.write(STATUS, own.encode());
        return meet(own, pipe);
    }

    /**
     * Goes on where another session has been left. What has changed of ours since is told to the peer.
     *
     * @throws DisconnectException if that cannot be told, or as from {@link #open}
     */
    static WhisperSession resume(WhisperStatus own, WhisperState left, MessagePipe pipe)
            throws IOException, InterruptedException {
        if (own.light() != left.own().light()) {
            throw new DisconnectException(DisconnectReason.REQUESTED, "only a new status can say whether we are light");
        }
        if (!own.pow().equals(left.own().pow())) {
            pipe.write(POW_REQUIREMENT, RlpWriter.encode(own.pow().bits()));
        }
        if (!own.bloom().equals(left.own().bloom())) {
            pipe.write(BLOOM_FILTER, RlpWriter.encode(own.bloom().bytes()));
        }
        Optional<WhisperStatus> remote = left.remote();
        return remote.isPresent() ? new WhisperSession(own, remote.get(), left.envelopes()) : meet(own, pipe);
    }

    private static WhisperSession meet(WhisperStatus own, MessagePipe pipe) throws IOException, InterruptedException {
        Message first = readFirst(own, pipe);
        if (first.code() != STATUS) {
            throw DisconnectException.subprotocol("packet " + first.code() + " before the status");
        }
        WhisperStatus remote = WhisperStatus.decode(first.payload());
        if (own.light() && remote.light()) {
            throw DisconnectException.subprotocol("two light nodes have nothing to relay");
        }
        return new WhisperSession(own, remote, 0);
    }

    private static Message readFirst(WhisperStatus own, MessagePipe pipe) throws IOException, InterruptedException {
        try {
            return pipe.read();
        } catch (HandOverException signal) {
            throw signal.with(new WhisperState(own, Optional.empty(), 0).encoded());
        }
    }

    /** Reads until the link ends, the peer breaks a rule or the session is handed over. */
    void run(MessagePipe pipe) throws IOException, InterruptedException {
        try {
            while (true) {
                handle(pipe.read());
            }
        } catch (HandOverException signal) {
            throw signal.with(new WhisperState(own, Optional.of(remote), envelopes).encoded());
        }
    }

    /** What the peer has told of itself, by the names of its status. */
    Map<String, Object> info() {
        WhisperStatus current = remote;
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("version", WhisperStatus.VERSION);
        info.put("pow", current.pow().value());
        info.put("bloom", current.bloom().toString());
        info.put("light", current.light());
        info.put("envelopes", envelopes);
        return info;
    }

    private void handle(Message message) throws IOException {
        switch (message.code()) {
            case MESSAGES -> receive(RlpReader.ofList(message.payload()));
            case POW_REQUIREMENT -> remote = remote.with(readPow(message.payload()));
            case BLOOM_FILTER -> remote = remote.with(readBloom(message.payload()));
            default -> {
                // A second status, direct messages of a peer we do not trust, requests to a mail server that we are
                // not, and the codes of other clients' extensions: geth passes over all of them.
            }
        }
    }

    /** Envelopes are read one at a time: a batch of small ones would take many times its size in memory. */
    private void receive(RlpReader batch) throws IOException {
        int largest = 0;
        while (batch.hasNext()) {
            largest = Math.max(largest, Envelope.read(batch).size());
            envelopes = envelopes + 1;
        }
        if (largest > MAX_ENVELOPE_BYTES) {
            throw DisconnectException.subprotocol(
                    "an envelope of " + largest + " bytes, at most " + MAX_ENVELOPE_BYTES + " expected");
        }
    }

    private static PowRequirement readPow(byte[] payload) throws IOException {
        RlpReader reader = RlpReader.of(payload);
        PowRequirement pow = PowRequirement.ofBits(reader.readUnsignedLong());
        reader.finish();
        return pow;
    }

    private static Bloom readBloom(byte[] payload) throws IOException {
        RlpReader reader = RlpReader.of(payload);
        Bloom bloom = WhisperStatus.bloom(reader.readBytes());
        reader.finish();
        return bloom;
    }
}
