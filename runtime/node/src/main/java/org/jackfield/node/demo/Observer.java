package org.jackfield.node.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Asks both nodes again and again what they see, and lets the tour wait until they see what it promised. */
final class Observer implements AutoCloseable {

    private static final long PERIOD_MILLIS = 150;

    private final List<DemoNode> nodes;
    private final Runnable afterEach;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "observer");
        thread.setDaemon(true);
        return thread;
    });
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<Snapshot> latest;

    /**
     * @param nodes that are up
     * @param afterEach runs after each round of questions, on the observer's thread
     */
    Observer(List<DemoNode> nodes, Runnable afterEach) {
        this.nodes = nodes;
        this.afterEach = afterEach;
        this.latest = nodes.stream().map(node -> Snapshot.NONE).toList();
        clock.scheduleWithFixedDelay(this::look, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What the nodes told last, in their order. */
    List<Snapshot> latest() {
        lock.lock();
        try {
            return latest;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all nodes are seen to be as expected, by one look.
     *
     * @param expectation in words, for the person who reads that it was not met
     * @return what was seen
     */
    List<Snapshot> await(String expectation, Duration timeout, Predicate<Snapshot> expected)
            throws StepFailedException, InterruptedException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (!latest.stream().allMatch(expected)) {
                if (left <= 0) {
                    throw new StepFailedException("not seen within " + timeout.toSeconds() + " s: " + expectation
                            + "; seen instead: " + latest);
                }
                left = changed.awaitNanos(left);
            }
            return latest;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void look() {
        try {
            List<Snapshot> seen = List.of(look(nodes.get(0)), look(nodes.get(1)));
            lock.lock();
            try {
                latest = seen;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            afterEach.run();
        } catch (IOException e) {
            // A node that does not answer is a step that is not observed in time.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Snapshot look(DemoNode node) throws IOException, InterruptedException {
        return Snapshot.of(node.rpc().call("jackfield_protocols"), node.rpc().call("admin_peers"));
    }
}
