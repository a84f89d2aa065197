package org.jackfield.bench.soak;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does things at a steady pace on one thread. What is late is made up for, but not a time in which the machine was frozen. */
final class Clock implements AutoCloseable {

    private static final long MOST_LATE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long DEADLINE_SECONDS = 30;

    private final ScheduledThreadPoolExecutor thread;
    private final Consumer<String> faults;

    /** @param faults told of what a task throws */
    Clock(Consumer<String> faults) {
        this.faults = faults;
        thread = new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("clock", true));
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Something done again and again. */
    interface Beat {

        /** It may be done once more. */
        void stop();
    }

    Beat every(Duration period, Runnable task) {
        Running beat = new Running(task, period.toNanos());
        beat.next();
        return beat;
    }

    /** Returns when what is being done now is done; nothing is done after it. */
    @Override
    public void close() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            faults.accept("a task does not come to its end");
        }
    }

    private final class Running implements Beat {

        private final Runnable task;
        private final long periodNanos;
        private long dueNanos = System.nanoTime();
        private volatile boolean stopped;

        Running(Runnable task, long periodNanos) {
            this.task = task;
            this.periodNanos = periodNanos;
        }

        @Override
        public void stop() {
            stopped = true;
        }

        void next() {
            long now = System.nanoTime();
            dueNanos = Math.max(dueNanos + periodNanos, now - MOST_LATE_NANOS);
            thread.schedule(this::run, dueNanos - now, TimeUnit.NANOSECONDS);
        }

        private void run() {
            if (stopped) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException e) {
                faults.accept(e.toString());
            }
            next();
        }
    }
}
