package org.jackfield.rlpx;

import java.security.SecureRandom;
import org.jackfield.crypto.NodeKey;
import org.jackfield.crypto.Secp256k1;

/**
 * What one side makes up for one handshake. It needs nothing of the other side's, so it can be made while that is awaited.
 *
 * @param privateKey of a key pair used once
 * @param nonce 32 random bytes
 * @param sealing another key pair used once, for the message that the side sends
 */
record Ephemeral(byte[] privateKey, byte[] nonce, NodeKey sealing) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static Ephemeral generate() {
        byte[] nonce = new byte[HandshakeMessage.NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return new Ephemeral(Secp256k1.newPrivateKey(), nonce, NodeKey.generate());
    }
}
