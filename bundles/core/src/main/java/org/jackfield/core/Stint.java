package org.jackfield.core;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What one run of a protocol does, told to the tally of its release. {@link #asks} and {@link #gets} are called by
 * whoever reads, one thread at a time; the rest by any.
 */
final class Stint {

    private final ReleaseTally tally;
    private final AtomicBoolean underWay = new AtomicBoolean();

    // Of the message that is being handled.
    private boolean handling;
    private long gotAtNanos;
    private long askedAtNanos;

    Stint(ReleaseTally tally) {
        this.tally = tally;
    }

    /** The release has the session. Called once. */
    void begin() {
        underWay.set(true);
        tally.began();
    }

    /** The release has it no more, if it ever had. May be called repeatedly. */
    void end() {
        if (underWay.compareAndSet(true, false)) {
            tally.ended();
        }
    }

    /** The protocol asks for a message, and so is done with the one before. */
    void asks() {
        askedAtNanos = tally.nanos();
        if (handling) {
            handling = false;
            tally.handled(askedAtNanos - gotAtNanos);
        }
    }

    /** @param waited whether there was none when it asked */
    void gets(boolean waited) {
        tally.received();
        handling = true;
        gotAtNanos = waited ? tally.nanos() : askedAtNanos;
    }

    void writes() {
        tally.sent();
    }
}
