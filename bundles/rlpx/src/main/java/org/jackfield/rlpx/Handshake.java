package org.jackfield.rlpx;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jackfield.api.NodeId;

/**
 * One side of the encryption handshake (rlpx.md, "Initial Handshake"; EIP-8), without any socket. Holds at most one
 * message of the other side. Not for use by several threads; after an exception or a result it is done.
 */
interface Handshake {

    /** What is to be sent before anything is read; may be empty. */
    byte[] opening();

    /**
     * Takes bytes as they come, and no more than belong to the handshake.
     *
     * @return the result once the other side's message is complete; until then all of {@code input} is taken
     * @throws HandshakeException if that message is malformed or was not made for us
     */
    Optional<Result> read(ByteBuffer input) throws HandshakeException;

    /**
     * The end of a handshake, but for what the other side need not wait for.
     *
     * @param reply to be sent before the first frame; may be empty
     * @param remote the other side's static key
     */
    record Result(byte[] reply, NodeId remote, KeyAgreement agreement) {

        /**
         * Computed anew each time, which takes as long as an encryption: after the reply is sent.
         *
         * @throws HandshakeException if the other side's ephemeral key is none
         */
        Secrets secrets() throws HandshakeException {
            return agreement.secrets(remote);
        }
    }
}
