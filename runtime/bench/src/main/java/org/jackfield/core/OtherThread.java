package org.jackfield.core;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The other end of a hand-off. Lives as long as the process, which has one benchmark: were it to end before the last
 * iteration does, its processor time would be missing there.
 */
final class OtherThread {

    private OtherThread() {}

    interface Step {
        void run() throws IOException, InterruptedException;
    }

    /** Repeats a step for ever. */
    static void repeat(Step step) {
        Thread thread = new Thread(() -> run(step), "other end");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run(Step step) {
        try {
            while (true) {
                step.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
