package org.jackfield.chain;

import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * Works on items before they are needed, on other threads, and hands on the results in order. Used by one thread, which
 * lends a hand where it would have to wait.
 */
final class WorkAhead<T, R> {

    private final Executor others;
    private final Function<T, R> work;
    private final Deque<FutureTask<List<R>>> tasks = new ArrayDeque<>();

    /** @param work must not throw */
    WorkAhead(Executor others, Function<T, R> work) {
        this.others = others;
        this.work = work;
    }

    /** Adds items that are worked on in one go. */
    void add(List<T> items) {
        FutureTask<List<R>> task =
                new FutureTask<>(() -> items.stream().map(work).toList());
        tasks.add(task);
        others.execute(task);
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** The results of the items added first and not taken yet. */
    List<R> take() throws InterruptedIOException {
        FutureTask<List<R>> first = tasks.element();
        for (FutureTask<List<R>> task : tasks) {
            if (first.isDone()) {
                break;
            }
            // Does nothing if another thread is at it.
            task.run();
        }
        try {
            List<R> results = first.get();
            tasks.remove();
            return results;
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted while blocks were verified");
        } catch (ExecutionException e) {
            throw new IllegalStateException("verifying blocks failed", e.getCause());
        }
    }
}
