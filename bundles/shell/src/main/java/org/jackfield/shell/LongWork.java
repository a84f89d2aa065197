package org.jackfield.shell;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.felix.service.command.CommandSession;

/**
 * Waits for work that takes long, such as sealing, and shows a person how it does; a key ends it.
 */
final class LongWork {

    /** What is done within that is not worth a line. */
    private static final Duration SHORT = Duration.ofMillis(200);

    private final AtomicInteger permille = new AtomicInteger();

    /** Told of the share that is done, 0 to 1; for any thread. */
    void progress(double share) {
        permille.set((int) Math.round(1_000 * share));
    }

    /**
     * @param name what is being done
     * @param quiet whether nothing is shown
     * @throws CommandException if it fails or a person ends it, which cancels the work
     */
    <T> T await(CommandSession session, CompletableFuture<T> work, String name, boolean quiet)
            throws CommandException, InterruptedException {
        try {
            if (!isDoneSoon(work)) {
                keepWatch(session, work, name, quiet);
            }
            return work.get();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (CancellationException e) {
            throw new CommandException(name + " was given up, nothing has been sent", e);
        } finally {
            work.cancel(true);
        }
    }

    private static boolean isDoneSoon(CompletableFuture<?> work) throws InterruptedException, ExecutionException {
        try {
            work.get(SHORT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private void keepWatch(CommandSession session, CompletableFuture<?> work, String name, boolean quiet)
            throws InterruptedException {
        try (PersonWatch person = PersonWatch.in(session)) {
            new Vigil(person, quiet).keep(() -> work, CompletableFuture::isDone, same -> text(name));
        }
        // Whoever pressed a key wants no more of it.
        work.cancel(true);
    }

    private String text(String name) {
        return name + ' ' + Units.percent(permille.get() / 1_000.0) + ", any key gives it up";
    }

    private static CommandException failure(Throwable e) {
        if (e instanceof TimeoutException) {
            return new CommandException(
                    "the work was not done in time: ask for less of it (--pow), or allow more time (--within)");
        }
        return new CommandException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
}
