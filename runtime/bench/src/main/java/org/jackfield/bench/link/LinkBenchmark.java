package org.jackfield.bench.link;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jackfield.bench.NumberOptions;

/**
 * Floods and round trips on one link of ours, beside those of others and those between ours and theirs. All pairs stand from
 * the beginning, and take turns at each load; of the rounds the median counts. Before them the codec alone.
 */
final class LinkBenchmark {

    private static final Map<String, Integer> DEFAULTS =
            Map.of("--rounds", 3, "--millis", 2000, "--warm-up", 4000, "--mixed", 1);
    private static final int TRIP_BYTES = 32;

    private final PrintStream out;
    private final BareRates bare;
    private final List<Pair> pairs;
    private final int rounds;
    private final Duration time;

    private LinkBenchmark(PrintStream out, BareRates bare, List<Pair> pairs, int rounds, Duration time) {
        this.out = out;
        this.bare = bare;
        this.pairs = pairs;
        this.rounds = rounds;
        this.time = time;
    }

    /** Exits with 1 if a message is lost or an end fails. */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(System.out, arguments));
    }

    private static int run(PrintStream out, String... arguments) throws IOException, InterruptedException {
        Path programs = Path.of(System.getProperty("jackfield.programs")).toAbsolutePath();
        List<Pair> pairs = new ArrayList<>();
        try {
            Map<String, Integer> options = NumberOptions.parse(DEFAULTS, arguments);
            Duration time = Duration.ofMillis(options.get("--millis"));
            BareRates bare = BareRates.measure(out, programs, time.dividedBy(2));
            connect(pairs, programs, options.get("--mixed") != 0);
            LinkBenchmark benchmark = new LinkBenchmark(out, bare, pairs, options.get("--rounds"), time);
            benchmark.warmUp(Duration.ofMillis(options.get("--warm-up")));
            for (Load load : Load.ALL) {
                benchmark.floods(load);
            }
            benchmark.trips();
            return 0;
        } catch (IllegalArgumentException | IllegalStateException e) {
            out.println(e.getMessage());
            return 1;
        } finally {
            pairs.forEach(Pair::close);
        }
    }

    private static void connect(List<Pair> pairs, Path programs, boolean mixed)
            throws IOException, InterruptedException {
        Path data = Path.of(System.getProperty("jackfield.data"));
        for (Implementation one : Implementation.present(programs)) {
            pairs.add(Pair.connect(one, one, programs, data));
            if (mixed && one == Implementation.GETH) {
                pairs.add(Pair.connect(Implementation.JACKFIELD, one, programs, data));
                pairs.add(Pair.connect(one, Implementation.JACKFIELD, programs, data));
            }
        }
    }

    private void warmUp(Duration each) throws IOException, InterruptedException {
        for (Pair pair : pairs) {
            for (Load load : Load.ALL) {
                pair.flood(load, each.dividedBy(Load.ALL.size()));
            }
            pair.trips(TRIP_BYTES, each.dividedBy(Load.ALL.size()));
        }
    }

    private void floods(Load load) throws IOException, InterruptedException {
        List<List<Pair.Flood>> results = inTurn(pair -> pair.flood(load, time));
        out.printf("%n## Flood, %s%n%n", load);
        out.println("| | messages/s | MB/s | s of processor a million, sending | receiving |\n|---|---|---|---|---|");
        double ours = median(results.get(0), Pair.Flood::perSecond);
        for (int i = 0; i < pairs.size(); i++) {
            List<Pair.Flood> rows = results.get(i);
            double rate = median(rows, Pair.Flood::perSecond);
            print(
                    "| %s | %,.0f (%.2f ×) | %,.1f | %.2f | %.2f |%n",
                    pairs.get(i).title(),
                    rate,
                    ours / rate,
                    median(rows, Pair.Flood::megabytesPerSecond),
                    median(rows, Pair.Flood::senderSeconds),
                    median(rows, Pair.Flood::receiverSeconds));
        }
        bare.compare(load, ours);
    }

    private void trips() throws IOException, InterruptedException {
        List<List<Pair.Trips>> results = inTurn(pair -> pair.trips(TRIP_BYTES, time));
        out.printf("%n## Round trip, %d B%n%n", TRIP_BYTES);
        out.println("| | a second | p50, µs | p99 | p99.9 |\n|---|---|---|---|---|");
        for (int i = 0; i < pairs.size(); i++) {
            List<Pair.Trips> rows = results.get(i);
            print(
                    "| %s | %,.0f | %.0f | %.0f | %.0f |%n",
                    pairs.get(i).title(),
                    median(rows, Pair.Trips::perSecond),
                    median(rows, Pair.Trips::p50),
                    median(rows, Pair.Trips::p99),
                    median(rows, Pair.Trips::p999));
        }
    }

    private interface Run<T> {
        T of(Pair pair) throws IOException, InterruptedException;
    }

    /** Each pair's results, in the order of the pairs. */
    private <T> List<List<T>> inTurn(Run<T> run) throws IOException, InterruptedException {
        List<List<T>> results = new ArrayList<>();
        pairs.forEach(pair -> results.add(new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < pairs.size(); i++) {
                results.get(i).add(run.of(pairs.get(i)));
            }
        }
        return results;
    }

    private static <T> double median(List<T> rows, ToDoubleFunction<T> column) {
        Medians medians = new Medians();
        rows.forEach(row -> medians.add(column.applyAsDouble(row)));
        return medians.median();
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }
}
