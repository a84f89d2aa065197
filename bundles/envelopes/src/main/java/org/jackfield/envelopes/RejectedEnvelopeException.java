package org.jackfield.envelopes;

/** An envelope was not taken into the pool. */
public final class RejectedEnvelopeException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong with it. Only in shh/6 does each of them end the link. */
    public enum Cause {
        /** Sent in the future, expired for too long, or with a ttl of 0. */
        TIME,
        /** Larger than {@link PoolSettings#maxMessageBytes}. */
        SIZE,
        /** Too little proof of work. */
        WORK,
        /** Of no topic that this node asked for. */
        TOPIC
    }

    private final Cause what;

    public RejectedEnvelopeException(Cause what, String message) {
        super(message);
        this.what = what;
    }

    public Cause what() {
        return what;
    }
}
