package org.jackfield.bench.sync;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jackfield.chain.StoredChain;
import org.jackfield.eth.Lie;
import org.jackfield.eth.ScriptedPeer;
import org.jackfield.itest.SyncNodes;
import org.jackfield.itest.TestNode;
import org.jackfield.itest.launcher.NodeProcess;

/**
 * A chain of made blocks goes from one node to another over loopback, each a process of its own: undisturbed, with a lying
 * third, and with kills. What comes of it must be the same every time.
 */
final class SyncBenchmark {

    private static final double TOLERABLE = 1.2;

    private final PrintStream out;
    private final Path data;
    private final Options options;
    private final Source source;
    private int runs;
    private boolean asAimedAt = true;

    private SyncBenchmark(PrintStream out, Path data, Options options, Source source) {
        this.out = out;
        this.data = data;
        this.options = options;
        this.source = source;
    }

    /** Exits with 0 if all is as aimed at, otherwise with 1. The data of the nodes go to {@code jackfield.data}. */
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(System.getProperty("jackfield.data"));
        System.exit(run(System.out, data, Options.parse(arguments)) ? 0 : 1);
    }

    static boolean run(PrintStream out, Path data, Options options) throws Exception {
        Source source = Source.make(data.resolve("source"), options);
        out.printf("%,d blocks, %.1f MB of headers, bodies and receipts%n", source.blocks(), source.bytes() / 1e6);
        SyncBenchmark benchmark = new SyncBenchmark(out, data, options, source);
        benchmark.run();
        return benchmark.asAimedAt;
    }

    private interface Trial {
        void run(Taking taking, String enode) throws Exception;
    }

    private void run() throws Exception {
        double undisturbed = measure("undisturbed", (taking, enode) -> {
            taking.connect(enode);
            taking.await(source.blocks());
        });
        if (options.liars()) {
            for (Lie lie : Lie.values()) {
                double disturbed = withLiar(lie);
                boolean tolerable = disturbed < TOLERABLE * undisturbed;
                asAimedAt &= tolerable;
                out.printf("  %.2f × the time without%s%n", disturbed / undisturbed, tolerable ? "" : ", 1.2 aimed at");
            }
        }
        if (options.kills() > 0) {
            measure(options.kills() + " kills", this::killAgainAndAgain);
        }
    }

    private void killAgainAndAgain(Taking taking, String enode) throws Exception {
        long[] moments = new SplittableRandom(options.seed())
                .longs(options.kills(), 0, source.blocks())
                .sorted()
                .toArray();
        for (long moment : moments) {
            taking.connect(enode);
            taking.await(moment);
            taking.killAndRestart();
        }
        taking.connect(enode);
        taking.await(source.blocks());
    }

    private double withLiar(Lie lie) throws Exception {
        Path folder = data.resolve(lie.name());
        try (StoredChain chain = source.copyTo(folder).open();
                TestNode liar = new SyncNodes(folder).start("liar", new ScriptedPeer(chain, lie.manner()))) {
            return measure("with " + lie, (taking, enode) -> {
                taking.connect(liar.peers().self().toString());
                taking.connect(enode);
                taking.await(source.blocks());
                boolean gone = !liar.events().nobodyLeft();
                asAimedAt &= gone;
                out.println(gone ? "the liar is gone" : "THE LIAR IS STILL THERE");
            });
        } finally {
            delete(folder);
        }
    }

    /** @return seconds from the first connection to the last block */
    private double measure(String what, Trial trial) throws Exception {
        Path folder = Files.createDirectories(data.resolve("run" + ++runs));
        try (NodeProcess serving = source.serve();
                Taking taking = Taking.start(source, folder.resolve("data"))) {
            long began = System.nanoTime();
            trial.run(taking, serving.banner("enode"));
            double seconds = (System.nanoTime() - began) / 1e9;
            boolean same = taking.fingerprint().equals(source.fingerprint());
            asAimedAt &= same;
            out.printf(
                    "%-22s %6.1f s, %,.0f blocks/s, %.1f MB/s, %s%n",
                    what,
                    seconds,
                    source.blocks() / seconds,
                    source.bytes() / 1e6 / seconds,
                    same ? "the result is identical" : "THE RESULT IS ANOTHER");
            serving.terminate();
            serving.exitStatus();
            return seconds;
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
