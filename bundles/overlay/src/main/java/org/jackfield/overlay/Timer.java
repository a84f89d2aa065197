package org.jackfield.overlay;

import java.time.Duration;

/** Runs tasks one after another, on no thread of whoever asks. */
@FunctionalInterface
interface Timer {

    void after(Duration delay, Runnable task);

    /** As soon as what runs now is done. */
    default void soon(Runnable task) {
        after(Duration.ZERO, task);
    }
}
