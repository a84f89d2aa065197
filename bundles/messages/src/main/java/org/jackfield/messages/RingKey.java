package org.jackfield.messages;

/** A key on the ring. What can be seen of it otherwise than by asking shows no secret. */
final class RingKey {

    private final KeyEntry entry;
    private final byte[] secret;

    /** @param secret 32 bytes, given away; of a pair: a private key of secp256k1 */
    RingKey(KeyEntry entry, byte[] secret) {
        this.entry = entry;
        this.secret = secret;
    }

    KeyEntry entry() {
        return entry;
    }

    /** A copy. */
    byte[] secret() {
        return secret.clone();
    }

    @Override
    public String toString() {
        return entry.toString();
    }
}
