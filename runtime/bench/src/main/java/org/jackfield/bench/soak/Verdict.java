package org.jackfield.bench.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jackfield.bench.crowd.Tally;
import org.jackfield.bench.crowd.Target;

/**
 * Whether all has stayed as it was: the median of the last quarter of the rows beside that of the second one, as the first is for
 * warming up.
 *
 * @param mostLinks that the node may have at a time
 * @param failures handshakes that were to succeed
 */
record Verdict(List<Row> rows, int mostLinks, long failures, Tally tally, NodeLog log) {

    static final int MIN_ROWS = 4;

    private static final int QUARTERS = 4;

    boolean passed() {
        return targets().stream().allMatch(Target::met);
    }

    List<Target> targets() {
        List<Target> targets = new ArrayList<>(flat());
        targets.add(new Target(
                "numbers lost, reordered, duplicated", tally.lost() + tally.reordered() + tally.duplicated(), 0));
        targets.add(new Target("handshakes failed", failures, 0));
        targets.add(new Target("lines of stack traces in the log", log.stackTraces(), 0));
        targets.add(new Target("lines at ERROR", log.errors(), 0));
        return targets;
    }

    private List<Target> flat() {
        return List.of(
                // The rate is the crowd's as long as the node keeps up.
                times("rate, times less", row -> 1 / row.rate(), 1.05),
                // Other work on the machine costs caches, and a compiler is never quite done.
                times("processor time a message, times", Row::microsAMessage, 1.15),
                // What a swap is to take; not compared, as it is much less and varies with what else runs.
                new Target("pause, p99, ms", later(Row::pauseMillis), 50),
                // In half an hour that is some 250 bytes for each link made.
                times("heap, times", row -> row.gauges().footprint().heapBytes(), 1.05),
                // What the JVM and the framework load late is less.
                times("metaspace, times", row -> row.gauges().footprint().metaspaceBytes(), 1.02),
                // The collector takes and returns memory in regions.
                times("resident, times", row -> row.gauges().residentBytes(), 1.05),
                // Netty keeps buffers in chunks, of which one more or less may be half empty.
                times("direct memory, times", row -> row.gauges().directBytes(), 1.25),
                // Each link has its socket, and each session its thread; how many stall varies.
                new Target("links", later(Row::links), mostLinks),
                more("threads besides those of sessions, more", Row::otherThreads, 5),
                more("open files besides links, more", Row::otherDescriptors, 5),
                // The JVM keeps the one or the other for a while when no object of its is left; a leak is one a swap.
                new Target("class loaders of old releases", later(Row::loaders), 3));
    }

    String reason() {
        return passed()
                ? "flat: all as aimed at"
                : targets().stream()
                        .filter(target -> !target.met())
                        .map(Target::name)
                        .collect(Collectors.joining("; ", "NOT AS AIMED AT: ", ""));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        targets().forEach(target -> lines.add(target.toString()));
        lines.add(reason());
        return lines;
    }

    private Target times(String name, ToDoubleFunction<Row> figure, double limit) {
        return new Target(name, later(figure) / earlier(figure), limit);
    }

    private Target more(String name, ToDoubleFunction<Row> figure, double limit) {
        return new Target(name, later(figure) - earlier(figure), limit);
    }

    private double earlier(ToDoubleFunction<Row> figure) {
        return median(rows.subList(rows.size() / QUARTERS, rows.size() / 2), figure);
    }

    private double later(ToDoubleFunction<Row> figure) {
        return median(rows.subList(rows.size() - rows.size() / QUARTERS, rows.size()), figure);
    }

    private static double median(List<Row> rows, ToDoubleFunction<Row> figure) {
        double[] sorted = rows.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
