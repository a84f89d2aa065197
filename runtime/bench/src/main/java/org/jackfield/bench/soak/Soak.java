package org.jackfield.bench.soak;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jackfield.api.Enode;
import org.jackfield.api.release.ReleaseException;
import org.jackfield.bench.Latencies;
import org.jackfield.bench.LineProcess;
import org.jackfield.bench.crowd.SwappedNode;
import org.jackfield.bench.crowd.Tally;

/**
 * Replaces one of two protocols again and again, while links carry numbers at a steady rate, and many are ended and made anew. A
 * number out of its place or a link lost that should stay ends the run; at its end what the node holds is compared with
 * what it held before.
 */
final class Soak {

    /** Nobody is to be refused; how many there are is looked at. */
    private static final int MAX_PEERS = 20_000;

    private static final double NANOS_A_SECOND = 1e9;

    private final Options options;
    private final PrintStream out;
    private final NodeEvents events;
    private final SwappedNode node;
    private final LineProcess crowd;
    private final List<Row> rows = new ArrayList<>();
    private final long beganAt = System.nanoTime();
    private long rowBeganAt;
    private long lastSwapAt;
    private Duration processorBefore = Duration.ZERO;

    private Soak(Options options, PrintStream out, NodeEvents events, SwappedNode node, LineProcess crowd) {
        this.options = options;
        this.out = out;
        this.events = events;
        this.node = node;
        this.crowd = crowd;
    }

    /**
     * Exits with 0 if all is as aimed at, otherwise with 1. The data of the node go to {@code jackfield.data}, and what it logs to
     * the file that {@code org.slf4j.simpleLogger.logFile} names.
     */
    public static void main(String[] arguments) throws Exception {
        Path log = Path.of(System.getProperty("org.slf4j.simpleLogger.logFile"));
        System.exit(run(System.out, Path.of(System.getProperty("jackfield.data")), log, arguments));
    }

    private static int run(PrintStream out, Path folder, Path log, String... arguments) throws Exception {
        try {
            Options options = Options.parse(arguments);
            out.printf(
                    "Java %s, %d processors, %s%n",
                    Runtime.version(), Runtime.getRuntime().availableProcessors(), options);
            Verdict verdict = measure(options, folder, log, out);
            verdict.lines().forEach(out::println);
            return verdict.passed() ? 0 : 1;
        } catch (IllegalArgumentException | IllegalStateException | ReleaseException e) {
            out.println(e.getMessage());
            return 1;
        }
    }

    /**
     * @param log what the node logs
     * @param out gets the rows as they come
     * @throws IllegalStateException if a link is lost that should stay, stands still, or is not made again; or a number is not the
     *     next one
     */
    static Verdict measure(Options options, Path folder, Path log, PrintStream out) throws Exception {
        NodeEvents events = new NodeEvents();
        try (SwappedNode node = SwappedNode.start(folder, MAX_PEERS, events);
                LineProcess crowd = LineProcess.start(
                        "the crowd",
                        LineProcess.java(
                                SoakCrowd.class,
                                List.of("-Xmx512m"),
                                SoakCrowd.arguments(node.enode(), options).toArray()))) {
            Soak soak = new Soak(options, out, events, node, crowd);
            return soak.measure(log);
        }
    }

    private Verdict measure(Path log) throws Exception {
        List<Enode> called =
                Stream.of(crowd.answer().split(" ")).skip(1).map(Enode::parse).toList();
        try (Calls calls = new Calls(node.peers(), called)) {
            crowd.answer();
            crowd.ask("churn " + options.churnEvery().toNanos() / 1000);
            calls.every(options.churnEvery().multipliedBy(Parting.values().length));
            rows();
            calls.stop();
        }
        long failures = Long.parseLong(crowd.ask("settle"));
        Tally tally = Tally.parse(crowd.ask("finish"));
        out.printf(
                Locale.ROOT,
                "%,d numbers received, %,d sent; %d lost, %d reordered, %d duplicated; %,d links made, %d swaps%n",
                tally.received(),
                tally.sent(),
                tally.lost(),
                tally.reordered(),
                tally.duplicated(),
                events.linksMade(),
                node.swaps());
        return new Verdict(rows, options.mostLinks(), failures, tally, NodeLog.read(log));
    }

    private void rows() throws Exception {
        out.println(Row.TITLE);
        Gauges.read(node.context());
        beginRow();
        lastSwapAt = rowBeganAt;
        while (rows.size() < options.rows()) {
            for (int i = 0; i < options.swapsARow(); i++) {
                swap();
            }
            row();
        }
    }

    private void swap() throws Exception {
        crowd.watch(options.swapEvery().minus(since(lastSwapAt)));
        lastSwapAt = System.nanoTime();
        crowd.ask("swap " + node.nextRelease());
        node.swap();
        crowd.ask("heard");
    }

    private void row() throws Exception {
        String[] counted = crowd.ask("row").split(" ", 2);
        double seconds = since(rowBeganAt).toNanos() / NANOS_A_SECOND;
        Duration processor = processorTime().minus(processorBefore);
        Latencies.Summary pauses = events.pauses();
        Gauges gauges = Gauges.read(node.context());
        Row row = new Row(
                since(beganAt),
                seconds,
                Long.parseLong(counted[0]),
                processor,
                node.peers().peers().size(),
                events.linksMade(),
                node.swaps(),
                pauses,
                Latencies.Summary.parse(counted[1]),
                node.loadersAlive(),
                gauges);
        rows.add(row);
        out.println(row);
        beginRow();
    }

    /** The collections that a look at the node takes are in no row. */
    private void beginRow() throws IOException, InterruptedException {
        node.forgetEvents();
        crowd.ask("row");
        events.pauses();
        processorBefore = processorTime();
        rowBeganAt = System.nanoTime();
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
