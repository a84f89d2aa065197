package org.jackfield.api.session;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.MessagePipe;

/**
 * Writes what a session's sources have, in turn, on a thread of its own: a pipe that is full keeps nobody waiting but it.
 * Made, started and stopped on the session's thread.
 */
public final class SessionWriter {

    /** How long its thread may take to leave; well below the 5 s that a withdrawal waits for the session. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final MessagePipe pipe;
    private final Duration patience;
    private final Thread session = Thread.currentThread();

    /** One permit: look at the sources again. */
    private final Semaphore woken = new Semaphore(1);

    private volatile boolean stopping;
    private volatile Optional<RuntimeException> failure = Optional.empty();
    private Optional<Thread> thread = Optional.empty();

    public SessionWriter(MessagePipe pipe) {
        this(pipe, PATIENCE);
    }

    SessionWriter(MessagePipe pipe, Duration patience) {
        this.pipe = pipe;
        this.patience = patience;
    }

    /** That a source may have something. On any thread; returns at once. */
    public void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    /** Begins with what there is already. Without sources there is no thread either. */
    public void start(String name, List<MessageSource> sources) {
        if (!sources.isEmpty()) {
            thread = Optional.of(LightThread.start(name, () -> run(sources)));
        }
    }

    /**
     * Ends it at a message's end, for the hand-over, when the pipe takes no more: a write that waits comes back at once.
     *
     * @return whether it has ended in time, so that whatever was written has been reported as sent
     * @throws RuntimeException what it has failed with
     */
    public boolean stop() throws InterruptedException {
        stopping = true;
        wake();
        if (thread.isPresent()) {
            thread.get().join(patience.toMillis());
        }
        checkFailure();
        return thread.isEmpty() || !thread.get().isAlive();
    }

    /** Ends it with the session, wherever it is. */
    public void abandon() {
        stopping = true;
        thread.ifPresent(running -> {
            running.interrupt();
            try {
                running.join(patience.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /**
     * @throws RuntimeException what a source has failed with; the session's thread is interrupted then
     */
    public void checkFailure() {
        failure.ifPresent(error -> {
            throw error;
        });
    }

    private void run(List<MessageSource> sources) {
        try {
            while (!stopping) {
                woken.acquire();
                woken.drainPermits();
                while (writeRound(sources)) {
                    // Until no source has anything.
                }
            }
        } catch (DisconnectException e) {
            fail(new IllegalStateException(e));
        } catch (RuntimeException e) {
            fail(e);
        } catch (IOException | InterruptedException e) {
            // The pipe takes no more, and its reader learns so too.
        }
    }

    private void fail(RuntimeException error) {
        failure = Optional.of(error);
        session.interrupt();
    }

    /** One message of each source. */
    private boolean writeRound(List<MessageSource> sources) throws IOException, InterruptedException {
        boolean written = false;
        for (MessageSource source : sources) {
            Optional<Outgoing> next = stopping ? Optional.empty() : source.next();
            if (next.isPresent()) {
                pipe.write(next.get().message());
                next.get().sent().run();
                written = true;
            }
        }
        return written;
    }
}
