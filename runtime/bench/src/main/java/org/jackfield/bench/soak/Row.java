package org.jackfield.bench.soak;

import java.time.Duration;
import java.util.Locale;
import org.jackfield.bench.Latencies.Summary;

/**
 * A stretch of the run, or what was found at its end.
 *
 * @param at its end, since the beginning
 * @param seconds it lasted
 * @param messages of both protocols, both ways
 * @param processor time of the node's process in it
 * @param links the node has at its end; more than the crowd's while some stall
 * @param linksMade and {@code swaps} so far
 * @param pauses of sessions in it
 * @param roundTrips of the untouched protocol in it
 * @param loaders class loaders of replaced releases that are still there
 */
record Row(
        Duration at,
        double seconds,
        long messages,
        Duration processor,
        int links,
        long linksMade,
        int swaps,
        Summary pauses,
        Summary roundTrips,
        long loaders,
        Gauges gauges) {

    static final String TITLE = "  time  messages/s  µs each  links   made  swaps  pause p99  trip p99, ms"
            + "  heap  metaspace  resident  direct, MB  threads  files  loaders";

    private static final int SESSIONS_A_LINK = 2;

    /** From this release on sessions run on threads that are not the system's. */
    private static final int VIRTUAL_THREADS = 21;

    private static final double MILLI = 1e6;
    private static final double MEGA = 1e6;

    double rate() {
        return messages / seconds;
    }

    /** Processor time of the node's process for a message. */
    double microsAMessage() {
        return messages == 0 ? Double.NaN : processor.toNanos() / 1e3 / messages;
    }

    /** Threads of the system that run no session. */
    int otherThreads() {
        boolean virtual = Runtime.version().feature() >= VIRTUAL_THREADS;
        return gauges.footprint().threads() - (virtual ? 0 : SESSIONS_A_LINK * links);
    }

    /** Open files that are not a link's socket. */
    long otherDescriptors() {
        return gauges.descriptors() - links;
    }

    double pauseMillis() {
        return pauses.p99() / MILLI;
    }

    double tripMillis() {
        return roundTrips.p99() / MILLI;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%3d:%02d %11.0f %8.1f %6d %6d %6d %10.1f %13.1f %5.1f %10.1f %9.1f %11.1f %8d %6d %8d",
                at.toMinutes(),
                at.toSecondsPart(),
                rate(),
                microsAMessage(),
                links,
                linksMade,
                swaps,
                pauseMillis(),
                tripMillis(),
                gauges.footprint().heapBytes() / MEGA,
                gauges.footprint().metaspaceBytes() / MEGA,
                gauges.residentBytes() / MEGA,
                gauges.directBytes() / MEGA,
                gauges.footprint().threads(),
                gauges.descriptors(),
                loaders);
    }
}
