package org.jackfield.core;

import java.time.Duration;
import java.time.Instant;

/** Time, and things to be done later. Tests put a clock of their own here. */
interface Timers {

    /** Nanoseconds since some fixed moment; for differences only. */
    long nanos();

    /** The wall clock. */
    Instant now();

    /** Runs {@code action} once after {@code delay}, on any thread; it must not block. */
    Alarm after(Duration delay, Runnable action);

    /** Something to be done later. */
    interface Alarm {

        /** Forgets it, unless it has begun. Repeated calls do nothing. */
        void cancel();
    }
}
