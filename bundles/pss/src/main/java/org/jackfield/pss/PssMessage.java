package org.jackfield.pss;

/**
 * A message on its way.
 *
 * @param expiry in seconds since 1970, 32 bits unsigned; later it is neither forwarded nor delivered
 * @param payload encrypted as {@code seal} says; not copied, not to be changed
 */
public record PssMessage(Destination to, Seal seal, long expiry, Topic topic, byte[] payload) {

    private static final long MAX_EXPIRY = 0xffff_ffffL;

    public PssMessage {
        if (expiry < 0 || expiry > MAX_EXPIRY) {
            throw new IllegalArgumentException("an expiry has 32 bits, got " + expiry);
        }
    }
}
