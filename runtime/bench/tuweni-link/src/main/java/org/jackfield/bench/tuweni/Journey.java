package org.jackfield.bench.tuweni;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.tuweni.bytes.Bytes;

/** Pings, one at a time; all but the first departure is on the link's event loop. */
final class Journey {

    private final Bytes payload;
    private final long untilNanos;
    private final CompletableFuture<String> summary = new CompletableFuture<>();
    private long[] times = new long[1 << 16];
    private int count;
    private volatile long departedNanos;

    Journey(Bytes payload, long millis) {
        this.payload = payload;
        untilNanos = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    }

    Bytes payload() {
        return payload;
    }

    void departs() {
        departedNanos = System.nanoTime();
    }

    /** Ends one, and begins the next if there is to be one. */
    boolean goesOn() {
        long now = System.nanoTime();
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
        }
        times[count++] = now - departedNanos;
        if (now - untilNanos >= 0) {
            summary.complete(summarize());
            return false;
        }
        departs();
        return true;
    }

    /** Waits for the end: how many, and what half, 99 and 99.9 % of them took at most, in nanoseconds. */
    String summary() throws InterruptedException {
        try {
            return summary.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private String summarize() {
        Arrays.sort(times, 0, count);
        return count + " " + at(0.5) + ' ' + at(0.99) + ' ' + at(0.999);
    }

    private long at(double share) {
        return times[(int) (share * (count - 1))];
    }
}
