package org.jackfield.crypto.sealed;

import java.util.Optional;
import org.jackfield.crypto.CryptoException;
import org.jackfield.crypto.Ecies;
import org.jackfield.crypto.Hash;

/** A key that opens messages. Two of the same secret are equal; none shows it. */
public final class OpeningKey {

    public static final byte[] NO_SHARED_INFO = {};

    private static final byte UNCOMPRESSED = 4;

    private final byte[] secret;
    private final Optional<byte[]> publicKey;
    private final Hash identity;

    private OpeningKey(byte[] secret, Optional<byte[]> publicKey) {
        this.secret = secret;
        this.publicKey = publicKey;
        this.identity = publicKey.map(Hash::ofContent).orElseGet(() -> Hash.ofContent(secret));
    }

    /** @param key 32 bytes */
    public static OpeningKey symmetric(byte[] key) {
        return new OpeningKey(key, Optional.empty());
    }

    /** @param privateKey of secp256k1 */
    public static OpeningKey ofPair(byte[] privateKey) {
        return new OpeningKey(privateKey, Optional.of(PublicKey.of(privateKey)));
    }

    /** 65 bytes, if it is that of a pair. */
    public Optional<byte[]> publicKey() {
        return publicKey;
    }

    /**
     * @param data what an envelope carries
     * @throws MalformedMessageException if this key does not open it, or there is no message inside
     */
    public PlainMessage open(byte[] data) throws MalformedMessageException {
        return PlainMessage.decode(publicKey.isPresent() ? decryptOwn(data) : SymmetricCipher.decrypt(secret, data));
    }

    private byte[] decryptOwn(byte[] data) throws MalformedMessageException {
        // Most envelopes are not for us: the curve is not troubled with those that cannot be.
        if (data.length < Ecies.OVERHEAD_BYTES || data[0] != UNCOMPRESSED) {
            throw new MalformedMessageException("not encrypted for a public key");
        }
        try {
            return Ecies.decrypt(secret, data, NO_SHARED_INFO);
        } catch (CryptoException e) {
            throw new MalformedMessageException(e.getMessage());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OpeningKey && identity.equals(((OpeningKey) other).identity);
    }

    @Override
    public int hashCode() {
        return identity.hashCode();
    }

    @Override
    public String toString() {
        return publicKey.isPresent() ? "private key" : "symmetric key";
    }
}
