package org.jackfield.interop;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a test needs besides the JDK: made by the first test that asks, kept for the others. */
final class Prerequisite {

    private static final Logger log = LoggerFactory.getLogger(Prerequisite.class);

    private final Making making;
    private boolean tried;
    private Optional<String> missing = Optional.empty();

    Prerequisite(Making making) {
        this.making = making;
    }

    /** Skips the calling test, (and says why, once) where this cannot be had. */
    synchronized void require() throws IOException, InterruptedException {
        if (!tried) {
            missing = making.make();
            tried = true;
            missing.ifPresent(why -> log.warn("all tests that need it are skipped: {}", why));
        }
        missing.ifPresent(Assumptions::abort);
    }

    interface Making {

        /**
         * @return why this machine cannot make it
         * @throws IOException if it can, and failed
         */
        Optional<String> make() throws IOException, InterruptedException;
    }
}
