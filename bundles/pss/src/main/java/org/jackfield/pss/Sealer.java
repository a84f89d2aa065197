package org.jackfield.pss;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jackfield.crypto.CryptoException;
import org.jackfield.crypto.Ecies;
import org.jackfield.crypto.sealed.MalformedMessageException;
import org.jackfield.crypto.sealed.OpeningKey;
import org.jackfield.crypto.sealed.PlainMessage;
import org.jackfield.crypto.sealed.PublicKey;
import org.jackfield.crypto.sealed.SymmetricCipher;

/**
 * Signs and encrypts what we send, and opens what comes, as whisper does but for the length of the padding (ethersphere swarm v0.5.8,
 * pss/crypto/crypto.go). For all threads.
 */
final class Sealer {

    /** So that the same message twice is not the same bytes. */
    private static final int PADDING_BYTES = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] privateKey;
    private final byte[] publicKey;
    private final OpeningKey own;

    Sealer(byte[] privateKey) {
        this.privateKey = privateKey.clone();
        this.publicKey = PublicKey.of(privateKey);
        this.own = OpeningKey.ofPair(this.privateKey);
    }

    /** 65 bytes. */
    byte[] publicKey() {
        return publicKey.clone();
    }

    /** In the form that keys are named by. */
    static String name(byte[] publicKey) {
        return "0x" + HexFormat.of().formatHex(publicKey);
    }

    /** The key of that {@link #name}. */
    static byte[] named(String name) {
        return HexFormat.of().parseHex(name.substring(2));
    }

    byte[] forHolders(byte[] key, byte[] payload) {
        return SymmetricCipher.encrypt(key, plain(payload));
    }

    /** @throws PssException if it is no public key */
    byte[] forOwner(byte[] recipient, byte[] payload) throws PssException {
        try {
            return Ecies.encrypt(PublicKey.withoutPrefix(recipient), plain(payload), OpeningKey.NO_SHARED_INFO);
        } catch (CryptoException e) {
            throw new PssException("Cannot unmarshal pubkey: " + HexFormat.of().formatHex(recipient));
        }
    }

    /** What a message to our public key holds; empty if it is none. Its key is the signer's; empty if it is not signed. */
    Optional<Delivery> openOwn(byte[] data) {
        try {
            PlainMessage message = own.open(data);
            String signer = message.signer().map(Sealer::name).orElse("");
            return Optional.of(new Delivery(message.payload(), Seal.ASYMMETRIC, signer));
        } catch (MalformedMessageException notForUs) {
            return Optional.empty();
        }
    }

    private byte[] plain(byte[] payload) {
        byte[] padding = new byte[PADDING_BYTES];
        RANDOM.nextBytes(padding);
        return PlainMessage.encode(payload, padding, Optional.of(privateKey));
    }
}
