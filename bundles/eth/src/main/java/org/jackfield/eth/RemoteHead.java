package org.jackfield.eth;

import java.util.Arrays;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.HeaderRange;
import org.jackfield.chain.Hex;
import org.jackfield.rlp.RlpException;

/**
 * The question for the header of a peer's head, asked once a session, and what came of it. Asked and answered on the
 * session's thread, read on any.
 */
final class RemoteHead {

    private static final long REQUEST_ID = 1;

    private final byte[] hash;
    private volatile Optional<BlockHeader> header = Optional.empty();
    private boolean asked;

    /**
     * @param hash of the head, as the peer's Status has it
     */
    RemoteHead(byte[] hash) {
        this.hash = hash;
    }

    byte[] hash() {
        return hash;
    }

    /** Empty until the answer has come, and if the peer did not know. */
    Optional<BlockHeader> header() {
        return header;
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
            header = Optional.of(answered);
        }
        return true;
    }
}
