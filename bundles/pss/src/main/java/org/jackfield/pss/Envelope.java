package org.jackfield.pss;

/**
 * What a message has besides up to release 0.4.3: the rest of whisper's envelope, in which it is sent there (go-ethereum v1.8.27,
 * swarm/pss/types.go). Nobody reads it. But nodes of that release know by it, too, that they have got a message twice: it is
 * passed on as it came.
 *
 * @param expiry 32 bits unsigned, like {@code ttl}
 * @param nonce 64 bits unsigned
 */
public record Envelope(long expiry, long ttl, long nonce) {

    /** As raw messages have it there. */
    public static final Envelope NONE = new Envelope(0, 0, 0);
}
