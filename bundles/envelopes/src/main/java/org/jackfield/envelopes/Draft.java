package org.jackfield.envelopes;

/**
 * An envelope to be sealed.
 *
 * @param ttl how long it is to live, in seconds, 1 to 2^32 - 1
 * @param data the ciphertext; given away
 */
public record Draft(long ttl, Topic topic, byte[] data) {

    public Draft {
        if (ttl < 1 || ttl > 0xffff_ffffL) {
            throw new IllegalArgumentException("an envelope lives for 1 to 2^32 - 1 seconds, got " + ttl);
        }
    }
}
