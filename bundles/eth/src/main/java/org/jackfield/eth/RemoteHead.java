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

    /** The synchronization's questions have all others. */
    private static final long REQUEST_ID = 0;

    /** That of the releases whose states have version 1 and 2. */
    private static final long FORMER_REQUEST_ID = 1;

    private final byte[] hash;
    private volatile Optional<Found> found;

    /** Id of the question under way. */
    private Optional<Long> asked;

    /** What is kept of the answer: a header may be as long as its sender likes. */
    record Found(long number, long timestamp) {}

    /**
     * @param hash of the head, as the peer's Status has it
     */
    RemoteHead(byte[] hash) {
        this(hash, Optional.empty(), Optional.empty());
    }

    /** A head that our chain has: there is nothing to ask. */
    static RemoteHead known(BlockHeader header) {
        Found found = new Found(header.number(), header.timestamp());
        return new RemoteHead(header.hash(), Optional.empty(), Optional.of(found));
    }

    private RemoteHead(byte[] hash, Optional<Long> asked, Optional<Found> found) {
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
        asked = Optional.of(REQUEST_ID);
        return new HeadersRequest(REQUEST_ID, HeaderRange.of(hash, 1, 0, false)).encoded();
    }

    /**
     * Takes BlockHeaders.
     *
     * @return whether it is the answer, and not one that nobody asked for
     * @throws DisconnectException if it is the answer, with a header that was not asked for
     */
    boolean take(Answer answer) throws RlpException, DisconnectException {
        if (!asked.equals(Optional.of(answer.id()))) {
            return false;
        }
        asked = Optional.empty();
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

    /** For the next release: {@code [[id: P], number: P, timestamp: P]}, less the id if nothing is asked and the rest if it is unknown. */
    void write(RlpWriter out) {
        out.beginList().beginList();
        asked.ifPresent(out::write);
        out.endList();
        found.ifPresent(header -> out.write(header.number()).write(header.timestamp()));
        out.endList();
    }

    /** What {@link #write} has left. */
    static RemoteHead read(byte[] hash, RlpReader items) throws RlpException {
        RlpReader fields = items.readList();
        RlpReader question = fields.readList();
        Optional<Long> asked = question.hasNext() ? Optional.of(question.readUnsignedLong()) : Optional.empty();
        question.finish();
        return new RemoteHead(hash, asked, readFound(fields));
    }

    /** What states of version 1 and 2 have in its place: {@code [asked: {0, 1}, number: P, timestamp: P]}. */
    static RemoteHead readFormer(byte[] hash, RlpReader items) throws RlpException {
        RlpReader fields = items.readList();
        Optional<Long> asked = fields.readBoolean() ? Optional.of(FORMER_REQUEST_ID) : Optional.empty();
        return new RemoteHead(hash, asked, readFound(fields));
    }

    private static Optional<Found> readFound(RlpReader fields) throws RlpException {
        Optional<Found> found =
                fields.hasNext() ? Optional.of(new Found(fields.readLong(), fields.readLong())) : Optional.empty();
        fields.finish();
        return found;
    }
}
