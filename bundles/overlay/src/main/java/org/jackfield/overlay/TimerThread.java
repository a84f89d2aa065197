package org.jackfield.overlay;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread of its own for the tasks of one component. One that throws is logged, and does not keep others from running. */
final class TimerThread implements Timer {

    private static final Logger LOG = LoggerFactory.getLogger(TimerThread.class);

    private final String part;
    private final ScheduledThreadPoolExecutor executor;

    /** @param part whose tasks they are; names the thread, too */
    TimerThread(String part) {
        this.part = part;
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "jackfield-" + part);
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void after(Duration delay, Runnable task) {
        try {
            executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("Not done any more: {}", closed.getMessage());
        }
    }

    /** Again and again, so long after the last time. */
    void every(Duration pause, Runnable task) {
        executor.scheduleWithFixedDelay(() -> run(task), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Begins no task any more.
     *
     * @return whether the one that runs has ended within {@code patience}
     */
    boolean stop(Duration patience) throws InterruptedException {
        executor.shutdown();
        return executor.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("A task of Swarm's {} has failed: {}", part, e.toString());
        }
    }
}
