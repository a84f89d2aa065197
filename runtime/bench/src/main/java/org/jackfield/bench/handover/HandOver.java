package org.jackfield.bench.handover;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jackfield.bench.Latencies;
import org.jackfield.bench.LineProcess;
import org.jackfield.bench.crowd.Footprint;
import org.jackfield.bench.crowd.SwappedNode;
import org.jackfield.bench.crowd.Tally;
import org.jackfield.bench.handover.RoundTrips.Phase;

/**
 * Replaces the bundle of one of two protocols again and again, while many links carry numbers both ways on both of them.
 * A link lost or a number out of its place ends the run; what the swaps cost is printed beside what is aimed at.
 */
final class HandOver {

    private final Options options;
    private final Pauses pauses;
    private final SwappedNode node;
    private final LineProcess crowd;

    private HandOver(Options options, Pauses pauses, SwappedNode node, LineProcess crowd) {
        this.options = options;
        this.pauses = pauses;
        this.node = node;
        this.crowd = crowd;
    }

    /** Exits with 0 if all is as aimed at, otherwise with 1. The data of the node go to {@code jackfield.data}. */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(System.out, Path.of(System.getProperty("jackfield.data")), arguments));
    }

    private static int run(PrintStream out, Path folder, String... arguments) throws Exception {
        try {
            Findings findings = measure(Options.parse(arguments), folder);
            findings.lines().forEach(out::println);
            return findings.asAimedAt() ? 0 : 1;
        } catch (IllegalArgumentException | IllegalStateException e) {
            out.println(e.getMessage());
            return 1;
        }
    }

    /**
     * @throws IllegalStateException if a link is lost or a number is not the next one
     */
    static Findings measure(Options options, Path folder) throws Exception {
        Pauses pauses = new Pauses();
        try (SwappedNode node = SwappedNode.start(folder, options.links(), pauses);
                LineProcess crowd = crowd(node, options)) {
            return new HandOver(options, pauses, node, crowd).measure();
        }
    }

    /** Returns when all links stand. */
    static LineProcess crowd(SwappedNode node, Options options) throws IOException, InterruptedException {
        LineProcess crowd = LineProcess.start(
                "the crowd",
                LineProcess.java(Crowd.class, List.of("-Xmx512m"), node.enode(), options.links(), options.window()));
        crowd.answer();
        return crowd;
    }

    private Findings measure() throws Exception {
        swap(options.warmUp());
        crowd.ask("phase idle");
        crowd.watch(Duration.ofSeconds(options.settleSeconds()));
        Footprint before = Footprint.now();
        quiet();
        pauses.reset();
        ProcessorTime began = ProcessorTime.now(crowd);
        swap(options.swaps());
        double busy = ProcessorTime.now(crowd).share(began);
        quiet();
        Footprint after = Footprint.now();
        Tally tally = Tally.parse(crowd.ask("finish"));
        if (pauses.disconnects() > 0) {
            throw new IllegalStateException("fault " + pauses.disconnects() + " links were lost");
        }
        return new Findings(
                options,
                tally,
                pauses.summary(),
                pauses.stages(),
                roundTrips(Phase.QUIET),
                roundTrips(Phase.SWAP),
                roundTrips(Phase.REST),
                node.loadersAlive(),
                before,
                after,
                busy);
    }

    private void swap(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            crowd.ask("swap " + node.nextRelease());
            pauses.during(options.byUpdate() ? node::update : node::swap, options.handOvers() * options.links());
            crowd.ask("heard " + options.links());
            crowd.watch(Duration.ofMillis(options.restMillis()));
        }
    }

    private void quiet() throws IOException, InterruptedException {
        crowd.ask("phase quiet");
        crowd.watch(Duration.ofSeconds(options.quietSeconds()));
        crowd.ask("phase idle");
    }

    private Latencies.Summary roundTrips(Phase phase) throws IOException, InterruptedException {
        return Latencies.Summary.parse(crowd.ask("roundtrips " + phase));
    }
}
