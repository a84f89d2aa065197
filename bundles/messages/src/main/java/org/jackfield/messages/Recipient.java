package org.jackfield.messages;

/** For whom a message is encrypted. */
public sealed interface Recipient {

    /**
     * Whoever has the symmetric key.
     *
     * @param keyId on the {@link KeyRing}
     */
    record Holders(String keyId) implements Recipient {}

    /**
     * Whoever has the private key.
     *
     * @param publicKey 65 bytes, the first of them 4
     */
    record Owner(byte[] publicKey) implements Recipient {}
}
