package org.jackfield.eth;

import java.util.Arrays;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.HeaderRange;
import org.jackfield.chain.Hex;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * The question for the header of a peer's head, asked once a session unless we have it, and what came of it. Asked and answered on the
 * session's thread, read on any.
 */
final class RemoteHead {

    private static final long REQUEST_ID = 1;

    private final byte[] hash;
    private volatile Optional<Found> found;
    private boolean asked;

    /** What is kept of the answer: a header may be as long as its sender likes. */
    record Found(long number, long timestamp) {}

    /**
     * @param hash of the head, as the peer's Status has it
     */
    RemoteHead(byte[] hash) {
        this(hash, false, Optional.empty());
    }

    /** A head that our chain has: there is nothing to ask. */
    static RemoteHead known(BlockHeader header) {
        return new RemoteHead(header.hash(), false, Optional.of(new Found(header.number(), header.timestamp())));
    }

    private RemoteHead(byte[] hash, boolean asked, Optional<Found> found) {
        this.hash = hash;
        this.asked = asked;
        this.found = found;
    }

    /** Empty until the answer has come, and if the peer did not know. */
    Optional<Found> found() {
        return found;
    }

    /** The payload of GetBlockHeaders. */
    byte[] question() {
        asked = true;
        return new HeadersRequest(REQUEST_ID, HeaderRange.of(hash, 1, 0, false)).encoded();
    }

    /**
     * Takes BlockHeaders.
     *
     * @return whether it is the answer, and not one that nobody asked for
     * @throws DisconnectException if it is the answer, with a header that was not asked for
     */
    boolean take(Answer answer) throws RlpException, DisconnectException {
        if (!asked || answer.id() != REQUEST_ID) {
            return false;
        }
        asked = false;
        if (answer.items().hasNext()) {
            BlockHeader answered = BlockHeader.decode(answer.items().readRaw());
            if (!Arrays.equals(answered.hash(), hash) || answer.items().hasNext()) {
                throw DisconnectException.subprotocol("asked for the header " + Hex.text(hash) + ", got "
                        + Hex.text(answered.hash()) + (answer.items().hasNext() ? " and more" : ""));
            }
            found = Optional.of(new Found(answered.number(), answered.timestamp()));
        }
        return true;
    }

    /** For the next release: {@code [asked: {0, 1}]}, or {@code [asked, number: P, timestamp: P]} if it was found. */
    void write(RlpWriter out) {
        out.beginList().write(asked);
        found.ifPresent(header -> out.write(header.number()).write(header.timestamp()));
        out.endList();
    }

    /** What {@link #write} has left. */
    static RemoteHead read(byte[] hash, RlpReader items) throws RlpException {
        RlpReader fields = items.readList();
        boolean asked = fields.readBoolean();
        Optional<Found> found =
                fields.hasNext() ? Optional.of(new Found(fields.readLong(), fields.readLong())) : Optional.empty();
        fields.finish();
        return new RemoteHead(hash, asked, found);
    }
}
