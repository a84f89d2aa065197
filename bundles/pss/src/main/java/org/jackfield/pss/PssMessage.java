package org.jackfield.pss;

/**
 * A message on its way.
 *
 * @param raw whether nobody on its way, nor pss at its end, knows how it is encrypted
 * @param symmetric whether it is encrypted with a key that sender and recipient share, and not with the recipient's public key; of a raw
 *     one just passed on
 * @param expiry in seconds since 1970, 32 bits unsigned; later it is neither forwarded nor delivered
 * @param payload not copied, not to be changed
 * @param envelope what it has besides where the older release has been on its way
 */
public record PssMessage(
        Destination to, boolean raw, boolean symmetric, long expiry, Topic topic, byte[] payload, Envelope envelope) {

    private static final long MAX_EXPIRY = 0xffff_ffffL;

    public PssMessage {
        if (expiry < 0 || expiry > MAX_EXPIRY) {
            throw new IllegalArgumentException("an expiry has 32 bits, got " + expiry);
        }
    }

    /** One with nothing besides. */
    public PssMessage(Destination to, boolean raw, boolean symmetric, long expiry, Topic topic, byte[] payload) {
        this(to, raw, symmetric, expiry, topic, payload, Envelope.NONE);
    }

    /** What keeps it from being read. */
    public Seal seal() {
        if (raw) {
            return Seal.RAW;
        }
        return symmetric ? Seal.SYMMETRIC : Seal.ASYMMETRIC;
    }
}
