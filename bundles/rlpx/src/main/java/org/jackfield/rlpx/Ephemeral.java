package org.jackfield.rlpx;

import java.security.SecureRandom;
import org.jackfield.crypto.Secp256k1;

/**
 * What one side makes up for one handshake.
 *
 * @param privateKey of a key pair used once
 * @param nonce 32 random bytes
 */
record Ephemeral(byte[] privateKey, byte[] nonce) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static Ephemeral generate() {
        byte[] nonce = new byte[HandshakeMessage.NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return new Ephemeral(Secp256k1.newPrivateKey(), nonce);
    }

    byte[] publicKey() {
        return Secp256k1.publicKey(privateKey);
    }
}
