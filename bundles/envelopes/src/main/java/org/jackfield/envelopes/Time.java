package org.jackfield.envelopes;

import java.util.concurrent.TimeUnit;

/** Time as this room sees it; tests have one that stands still. */
interface Time {

    /** The machine's. */
    Time SYSTEM = new Time() {
        @Override
        public long seconds() {
            return TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
        }

        @Override
        public long millis() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }
    };

    /** Since 1970, by a clock that may be set. */
    long seconds();

    /** Of a clock that only rises. */
    long millis();
}
