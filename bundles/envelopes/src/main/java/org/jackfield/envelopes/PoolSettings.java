package org.jackfield.envelopes;

/**
 * What this node asks of peers' envelopes.
 *
 * @param minWork least proof of work, finite, 0 or above
 * @param interest the topics wanted; {@link Bloom#FULL} for everything
 * @param light whether we relay nothing and are only sent to; two light nodes do not stay connected
 * @param maxMessageBytes of an envelope, and of a packet of envelopes after the first of a link; 1 to 10 MiB
 * @param generation how proof of work is measured here
 */
public record PoolSettings(double minWork, Bloom interest, boolean light, int maxMessageBytes, Generation generation) {

    /** go-ethereum's hard limit (whisper/whisperv6/doc.go, {@code MaxMessageSize}). */
    public static final int MAX_MESSAGE_BYTES = 10 << 20;

    public PoolSettings {
        if (!(minWork >= 0 && minWork < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the least proof of work is finite and not negative, got " + minWork);
        }
        if (maxMessageBytes < 1 || maxMessageBytes > MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException(
                    "the largest message has 1 to " + MAX_MESSAGE_BYTES + " bytes, got " + maxMessageBytes);
        }
    }

    public PoolSettings withMinWork(double work) {
        return new PoolSettings(work, interest, light, maxMessageBytes, generation);
    }

    public PoolSettings withInterest(Bloom topics) {
        return new PoolSettings(minWork, topics, light, maxMessageBytes, generation);
    }

    public PoolSettings withLight(boolean relaysNothing) {
        return new PoolSettings(minWork, interest, relaysNothing, maxMessageBytes, generation);
    }

    public PoolSettings withMaxMessageBytes(int bytes) {
        return new PoolSettings(minWork, interest, light, bytes, generation);
    }
}
