package org.jackfield.bench.link;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jackfield.bench.NumberOptions;

/** What a message is made of at either end of a link of ours, in bytes of the heap. */
final class AllocationBenchmark {

    private static final Map<String, Integer> DEFAULTS = Map.of("--millis", 3000, "--warm-up", 8000);
    private static final List<Load> LOADS = List.of(new Load(32, "random"), new Load(1 << 10, "random"));
    private static final int TRIP_BYTES = 32;

    /** Sites with less of all that was made are told together. */
    private static final double LEAST_SHARE = 0.004;

    private final PrintStream out;
    private final Pair pair;
    private final Duration warmUp;
    private final Duration time;

    private AllocationBenchmark(PrintStream out, Pair pair, Duration warmUp, Duration time) {
        this.out = out;
        this.pair = pair;
        this.warmUp = warmUp;
        this.time = time;
    }

    /** Exits with 1 if a message is lost or an end fails. */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(System.out, arguments));
    }

    private static int run(PrintStream out, String... arguments) throws IOException, InterruptedException {
        Path data = Path.of(System.getProperty("jackfield.data"));
        try {
            Map<String, Integer> options = NumberOptions.parse(DEFAULTS, arguments);
            Duration warmUp = Duration.ofMillis(options.get("--warm-up"));
            Duration time = Duration.ofMillis(options.get("--millis"));
            try (Pair pair = Pair.connect(Implementation.JACKFIELD, Implementation.JACKFIELD, data, data)) {
                new AllocationBenchmark(out, pair, warmUp, time).measure();
            }
            return 0;
        } catch (IllegalArgumentException | IllegalStateException e) {
            out.println(e.getMessage());
            return 1;
        }
    }

    private void measure() throws IOException, InterruptedException {
        for (Load load : LOADS) {
            measure("Flood, " + load, "B a message", time -> pair.recordedFlood(load, time));
        }
        measure("Round trip, " + TRIP_BYTES + " B", "B a round trip", time -> pair.recordedTrips(TRIP_BYTES, time));
    }

    private interface Run {
        Pair.Recorded lasting(Duration time) throws IOException, InterruptedException;
    }

    private void measure(String title, String unit, Run run) throws IOException, InterruptedException {
        run.lasting(warmUp);
        Pair.Recorded recorded = run.lasting(time);
        out.printf(Locale.ROOT, "%n## %s: %,d%n", title, recorded.count());
        print("sender, " + unit, recorded.sender(), recorded.count());
        print("receiver, " + unit, recorded.receiver(), recorded.count());
    }

    private void print(String title, Pair.Allocated allocated, double count) {
        out.printf("%n| %s | made in | |%n|---|---|---|%n", title);
        double all = allocated.bytes() / count;
        double few = 0;
        for (Map.Entry<Allocations.Site, Long> entry : allocated.sampled().ranking()) {
            double each = entry.getValue() / count;
            if (each < LEAST_SHARE * all) {
                few += each;
            } else {
                row(entry.getKey().type(), entry.getKey().method(), each);
            }
        }
        row("others, less each", "", few);
        row("all, as counted by the threads", "", all);
    }

    private void row(String type, String method, double bytes) {
        out.printf(Locale.ROOT, "| %s | %s | %.1f |%n", type, method, bytes);
    }
}
