package org.jackfield.rlpx;

import java.io.IOException;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.Keccak256;
import org.jackfield.crypto.Secp256k1;

/**
 * The secrets that follow from two handshake messages (rlpx.md, "Initial Handshake", "MAC").
 *
 * @param initiator whether we are, or the recipient
 * @param ephemeralKey our ephemeral private key
 * @param remoteEphemeralKey the other side's ephemeral public key
 * @param initiatorNonce 32 bytes
 * @param recipientNonce 32 bytes
 * @param auth the initiator's message as it was on the wire
 * @param ack the recipient's message as it was on the wire
 */
record KeyAgreement(
        boolean initiator,
        byte[] ephemeralKey,
        byte[] remoteEphemeralKey,
        byte[] initiatorNonce,
        byte[] recipientNonce,
        byte[] auth,
        byte[] ack) {

    /**
     * The secrets with the holder of that static key.
     *
     * @throws HandshakeException if the other side's ephemeral key is none
     */
    Secrets secrets(NodeId remote) throws HandshakeException {
        byte[] agreed = agreed();
        byte[] shared = Keccak256.hash(agreed, Keccak256.hash(recipientNonce, initiatorNonce));
        byte[] aes = Keccak256.hash(agreed, shared);
        byte[] mac = Keccak256.hash(agreed, aes);
        Keccak256 ofAuth = running(xor(mac, recipientNonce), auth);
        Keccak256 ofAck = running(xor(mac, initiatorNonce), ack);
        return new Secrets(remote, aes, mac, initiator ? ofAuth : ofAck, initiator ? ofAck : ofAuth);
    }

    private byte[] agreed() throws HandshakeException {
        try {
            return Secp256k1.sharedX(remoteEphemeralKey, ephemeralKey);
        } catch (IOException e) {
            throw new HandshakeException("the other side's ephemeral key is none", e);
        }
    }

    /** Byte by byte, of arrays that are equally long. */
    static byte[] xor(byte[] one, byte[] other) {
        byte[] out = new byte[one.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) (one[i] ^ other[i]);
        }
        return out;
    }

    private static Keccak256 running(byte[] first, byte[] message) {
        Keccak256 state = new Keccak256();
        state.update(first, 0, first.length);
        state.update(message, 0, message.length);
        return state;
    }
}
