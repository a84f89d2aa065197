package org.jackfield.bench.soak;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jackfield.bench.Latencies;
import org.jackfield.bench.crowd.Tally;

/** What all links of the crowd tell. For any thread. */
final class Ledger {

    private static final long DEADLINE_SECONDS = 60;

    private final int mostTurnsStill;
    private final Consumer<String> faults;
    private final Semaphore connected = new Semaphore(0);
    private final Semaphore heard = new Semaphore(0);
    private final Semaphore finished = new Semaphore(0);
    private final LongAdder failed = new LongAdder();
    private final LongAdder messages = new LongAdder();
    private final Latencies roundTrips = new Latencies();
    private final AtomicReference<Tally> tally = new AtomicReference<>(Tally.NONE);
    private volatile int expectedRelease = 1;

    /**
     * @param mostTurnsStill after so many turns without a confirmation a link counts as standing still
     * @param faults told of what goes wrong
     */
    Ledger(int mostTurnsStill, Consumer<String> faults) {
        this.mostTurnsStill = mostTurnsStill;
        this.faults = faults;
    }

    void connected() {
        connected.release();
    }

    /** A handshake has failed. */
    void failed() {
        failed.increment();
    }

    long failures() {
        return failed.sum();
    }

    /** Throws if a link that stays goes back to a release, or leaves one out. */
    void heard(int release) {
        if (release != expectedRelease) {
            throw new IllegalStateException("release " + release + " speaks instead of " + expectedRelease);
        }
        heard.release();
    }

    void passed() {
        messages.increment();
    }

    void confirmed(long nanos) {
        roundTrips.record(nanos);
    }

    void turn(int turnsStill) {
        if (turnsStill == mostTurnsStill) {
            fault("a link stands still");
        }
    }

    /** A link is over, or has come to its end. */
    void add(Tally ofLink) {
        tally.accumulateAndGet(ofLink, Tally::plus);
    }

    void finished() {
        finished.release();
    }

    void fault(String what) {
        faults.accept(what);
    }

    void expect(int release) {
        expectedRelease = release;
    }

    void awaitConnected(int links) throws InterruptedException {
        await(connected, links, "a connection");
    }

    void awaitHeard(int links) throws InterruptedException {
        await(heard, links, "the next release");
    }

    void awaitFinished(int links) throws InterruptedException {
        await(finished, links, "the last message");
    }

    Tally tally() {
        return tally.get();
    }

    /** Messages, and round trips, since it was called the last time. */
    String since() {
        String words = messages.sumThenReset() + " " + roundTrips.summary().inWords();
        roundTrips.reset();
        return words;
    }

    private void await(Semaphore what, int count, String name) throws InterruptedException {
        if (!what.tryAcquire(count, DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            fault(name + " did not come on " + (count - what.availablePermits()) + " links");
        }
    }
}
