package org.jackfield.core;

import org.jackfield.api.DisconnectReason;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/** Payload of the message that ends a link (rlpx.md, "Disconnect (0x01)"): {@code [reason: P]}. */
final class DisconnectMessage {

    private static final int MAX_REASON = 0xff;

    private DisconnectMessage() {}

    static byte[] encode(DisconnectReason reason) {
        return new RlpWriter().beginList().write(reason.code()).endList().toByteArray();
    }

    /**
     * Reads what a peer sent: a list, or the bare integer that some send. Whatever else it may be, it wants to leave:
     * that is {@link DisconnectReason#REQUESTED}, as go-ethereum reads it.
     */
    static DisconnectReason decode(byte[] payload) {
        try {
            RlpReader reader = RlpReader.of(payload);
            long code = (reader.nextIsList() ? reader.readList() : reader).readUnsignedLong();
            return code >= 0 && code <= MAX_REASON ? new DisconnectReason((int) code) : DisconnectReason.REQUESTED;
        } catch (RlpException e) {
            return DisconnectReason.REQUESTED;
        }
    }
}
