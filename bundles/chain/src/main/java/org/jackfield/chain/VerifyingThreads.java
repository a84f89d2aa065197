package org.jackfield.chain;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A thread for every processor but one, which is the writer's; they end when there has been nothing to do for a while. */
final class VerifyingThreads implements Executor, AutoCloseable {

    private static final long KEEP_ALIVE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    VerifyingThreads() {
        int count = Math.max(Runtime.getRuntime().availableProcessors() - 1, 1);
        threads = new ThreadPoolExecutor(
                count, count, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "chain-verify");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** What is not begun is left undone. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
