package org.jackfield.bench.handover;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jackfield.bench.Latencies.Summary;
import org.jackfield.bench.crowd.Footprint;
import org.jackfield.bench.crowd.Tally;
import org.jackfield.bench.crowd.Target;

/**
 * What came out of a run that nobody was disconnected in, and how much of it is as aimed at.
 *
 * @param pauses of sessions, from the call to leave the old release to the resumption in the new one
 * @param quiet round trips of the untouched protocol without swaps
 * @param swap those that were under way during a swap
 * @param rest those between two swaps
 * @param loadersAlive class loaders of replaced releases that were not collected
 * @param busy share of all processors that both processes used while there were swaps
 */
record Findings(
        Options options,
        Tally tally,
        Summary pauses,
        Pauses.Stages stages,
        Summary quiet,
        Summary swap,
        Summary rest,
        long loadersAlive,
        Footprint before,
        Footprint after,
        double busy) {

    private static final double NANOS_A_MILLI = 1e6;
    private static final int PERCENT = 100;

    /** Numbers neither lost nor twice nor out of order, and every session resumed every time. */
    boolean complete() {
        return tally.faultless() && pauses.count() == (long) options.handOvers() * options.links() * options.swaps();
    }

    boolean asAimedAt() {
        return complete() && targets().stream().allMatch(Target::met);
    }

    /** The figures aimed at (issue "Hot swap on live links"). */
    List<Target> targets() {
        return List.of(
                new Target("pause of a session, p99, ms", millis(pauses.p99()), 50),
                new Target("pause of a session, p99.9, ms", millis(pauses.p999()), 250),
                new Target("untouched protocol, p99 during a swap, times", ratio(swap.p99(), quiet.p99()), 2),
                new Target("class loaders of old releases", loadersAlive, 0),
                new Target("heap, times", ratio(after.heapBytes(), before.heapBytes()), 1.05),
                new Target("metaspace, times", ratio(after.metaspaceBytes(), before.metaspaceBytes()), 1.05),
                new Target("threads more", (double) after.threads() - before.threads(), 0));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                "Java %s, %d processors, %s",
                Runtime.version(), Runtime.getRuntime().availableProcessors(), options));
        lines.add(String.format(
                Locale.ROOT,
                "%,d numbers received, %,d sent; %d lost, %d reordered, %d duplicated; 0 disconnects",
                tally.received(),
                tally.sent(),
                tally.lost(),
                tally.reordered(),
                tally.duplicated()));
        lines.add(String.format(Locale.ROOT, "%.0f %% of the processors used while swapping", PERCENT * busy));
        lines.add(row("pauses", pauses));
        if (options.byUpdate()) {
            lines.add(row("of them: leaving", stages.leaving()));
            lines.add(row("         replacing", stages.replacing()));
            lines.add(row("         resuming", stages.resuming()));
        }
        lines.add(row("round trips without swaps", quiet));
        lines.add(row("round trips during a swap", swap));
        lines.add(row("round trips between swaps", rest));
        lines.add("after warm-up  " + before);
        lines.add("at the end     " + after);
        targets().forEach(target -> lines.add(target.toString()));
        return lines;
    }

    private static String row(String name, Summary summary) {
        return String.format(
                Locale.ROOT,
                "%-26s %,11d   p50 %7.2f   p99 %7.2f   p99.9 %7.2f   max %7.2f ms",
                name,
                summary.count(),
                millis(summary.p50()),
                millis(summary.p99()),
                millis(summary.p999()),
                millis(summary.max()));
    }

    private static double ratio(long figure, long base) {
        return base == 0 ? Double.NaN : (double) figure / base;
    }

    private static double millis(long nanos) {
        return nanos / NANOS_A_MILLI;
    }
}
