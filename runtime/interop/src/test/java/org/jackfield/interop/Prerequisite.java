package org.jackfield.interop;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs besides the JDK: made by the first test that asks, kept for the others. Tests run in several JVMs; each
 * asks for it, one after the other, and what an earlier one has made need not be made again. The platform's logger is
 * used, as the launcher's logging, which stands on the class path, keeps the console clean.
 */
final class Prerequisite {

    private static final System.Logger LOG = System.getLogger(Prerequisite.class.getName());

    private static final Path LOCK = Path.of("target", "prerequisites.lock");

    private final Making making;
    private boolean tried;
    private Optional<String> missing = Optional.empty();

    Prerequisite(Making making) {
        this.making = making;
    }

    /** Skips the calling test, (and says why, once) where this cannot be had. */
    synchronized void require() throws IOException, InterruptedException {
        if (!tried) {
            missing = alone(making);
            tried = true;
            missing.ifPresent(why -> LOG.log(Level.WARNING, "tests skipped: {0}", why));
        }
        missing.ifPresent(Assumptions::abort);
    }

    private static Optional<String> alone(Making making) throws IOException, InterruptedException {
        try (FileChannel file = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.lock();
            return making.make();
        }
    }

    interface Making {

        /**
         * Makes it, or finds it made by another JVM, where it may be in use.
         *
         * @return why this machine cannot make it
         * @throws IOException if it can, and failed
         */
        Optional<String> make() throws IOException, InterruptedException;
    }
}
