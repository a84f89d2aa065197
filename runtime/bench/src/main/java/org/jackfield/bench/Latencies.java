package org.jackfield.bench;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts durations in classes that grow with the duration, none wider than 1/64 of it (1.6 %), so that millions cost
 * no memory. For any thread.
 */
public final class Latencies {

    private static final int BITS = 6;
    private static final int CLASSES = (Long.SIZE - BITS) << BITS;

    private final AtomicLongArray counts = new AtomicLongArray(CLASSES);
    private final AtomicLong longest = new AtomicLong();

    public void record(long nanos) {
        counts.incrementAndGet(index(Math.max(nanos, 0)));
        if (nanos > longest.get()) {
            longest.accumulateAndGet(nanos, Math::max);
        }
    }

    public void reset() {
        for (int i = 0; i < CLASSES; i++) {
            counts.set(i, 0);
        }
        longest.set(0);
    }

    public Summary summary() {
        long count = 0;
        for (int i = 0; i < CLASSES; i++) {
            count += counts.get(i);
        }
        return new Summary(count, quantile(count, 0.5), quantile(count, 0.99), quantile(count, 0.999), longest.get());
    }

    private long quantile(long count, double share) {
        long rank = (long) Math.ceil(count * share);
        long seen = 0;
        for (int i = 0; i < CLASSES; i++) {
            seen += counts.get(i);
            if (seen >= rank && seen > 0) {
                return Math.min(upperEnd(i), longest.get());
            }
        }
        return 0;
    }

    static int index(long nanos) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(nanos) - BITS - 1);
        return (shift << BITS) + (int) (nanos >> shift);
    }

    private static long upperEnd(int index) {
        int shift = Math.max(0, (index >> BITS) - 1);
        return ((long) index - ((long) shift << BITS) + 1 << shift) - 1;
    }

    /** In nanoseconds; quantiles are the upper ends of their classes. */
    public record Summary(long count, long p50, long p99, long p999, long max) {

        public String inWords() {
            return count + " " + p50 + " " + p99 + " " + p999 + " " + max;
        }

        /** Reads what {@link #inWords} wrote. */
        public static Summary parse(String words) {
            String[] word = words.split(" ");
            return new Summary(
                    Long.parseLong(word[0]),
                    Long.parseLong(word[1]),
                    Long.parseLong(word[2]),
                    Long.parseLong(word[3]),
                    Long.parseLong(word[4]));
        }
    }
}
