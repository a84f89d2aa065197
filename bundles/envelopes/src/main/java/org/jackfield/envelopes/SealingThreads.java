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
        SealOrder order = new SealOrder(draft, effort, progress, result);
        execute(order, () -> begin(order));
        return result;
    }

    /** Gives up what is not done. */
    void close() {
        open.forEach(result -> result.completeExceptionally(new CancellationException("the sealing ends")));
    }

    private boolean begin(SealOrder order) {
        if (order.result().isDone()) {
            return false;
        }
        if (order.effort().target() == 0) {
            return !order.result().complete(order.unsealed(0, time));
        }
        SealJob job = new SealJob(order, generations, time);
        execute(order, job::turn);
        return false;
    }

    /** Does it once, and again after the turns of the others as long as it says so. */
    private void execute(SealOrder order, BooleanSupplier turn) {
        try {
            executor.execute(() -> {
                try {
                    if (turn.getAsBoolean()) {
                        execute(order, turn);
                    }
                } catch (RuntimeException e) {
                    order.result().completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            order.result().completeExceptionally(e);
        }
    }
}
