package org.jackfield.envelopes;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/** Seals in turns, one job after another, so that a long one keeps no short one waiting. */
final class SealingThreads implements Sealing {

    /** How many jobs there may be at a time: each holds up to 1 MiB of data as a rule. */
    static final int MAX_JOBS = 256;

    private final Executor executor;
    private final Collection<Generation> generations;
    private final Time time;
    private final Set<CompletableFuture<Envelope>> open = ConcurrentHashMap.newKeySet();

    /**
     * @param executor does what it is given in order
     * @param generations that the work is to count for
     */
    SealingThreads(Executor executor, Collection<Generation> generations, Time time) {
        this.executor = executor;
        this.generations = generations;
        this.time = time;
    }

    @Override
    public CompletableFuture<Envelope> seal(Draft draft, Effort effort, DoubleConsumer progress) {
        if (open.size() >= MAX_JOBS) {
            return CompletableFuture.failedFuture(
                    new RejectedExecutionException(MAX_JOBS + " envelopes are being sealed already"));
        }
        CompletableFuture<Envelope> result = new CompletableFuture<>();
        open.add(result);
        result.whenComplete((envelope, error) -> open.remove(result));
        execute(result, () -> begin(draft, effort, progress, result));
        return result;
    }

    /** Gives up what is not done. */
    void close() {
        open.forEach(result -> result.completeExceptionally(new CancellationException("the sealing ends")));
    }

    private boolean begin(Draft draft, Effort effort, DoubleConsumer progress, CompletableFuture<Envelope> result) {
        if (result.isDone()) {
            return false;
        }
        if (effort.target() == 0) {
            return !result.complete(SealJob.unsealed(draft, 0, time));
        }
        SealJob job = new SealJob(draft, effort, generations, progress, result, time);
        execute(result, job::turn);
        return false;
    }

    /** Does it once, and again after the turns of the others as long as it says so. */
    private void execute(CompletableFuture<Envelope> result, BooleanSupplier turn) {
        try {
            executor.execute(() -> {
                try {
                    if (turn.getAsBoolean()) {
                        execute(result, turn);
                    }
                } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
    }
}
