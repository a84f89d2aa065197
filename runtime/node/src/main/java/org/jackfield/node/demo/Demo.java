package org.jackfield.node.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jackfield demo}: exit status 0 if every step of the {@link Tour} was observed to work, 1 if one was not. */
@Command(
        name = "demo",
        description = "Two nodes on this machine; protocols plugged in, updated and unplugged while they talk.")
public final class Demo implements Callable<Integer> {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    @Option(names = "--help", usageHelp = true, description = "Print this and exit.")
    private boolean help;

    private final PrintStream out;
    private final Path distribution;

    /** @param distribution the folder with {@code examples/} */
    public Demo(PrintStream out, Path distribution) {
        this.out = out;
        this.distribution = distribution;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Timeline timeline = new Timeline(out, Boolean.getBoolean("jackfield.terminal"));
        Path folder = Files.createTempDirectory("jackfield-demo-");
        try {
            tour(folder, timeline);
            timeline.summary();
            timeline.step(
                    "Every step was observed to work, in " + timeline.elapsed().toSeconds() + " s.");
            return 0;
        } catch (StepFailedException e) {
            timeline.summary();
            timeline.step("FAILED: " + e.getMessage());
            return 1;
        } finally {
            delete(folder);
        }
    }

    private void tour(Path folder, Timeline timeline) throws IOException, InterruptedException, StepFailedException {
        LinkWatch watch = new LinkWatch(timeline);
        timeline.step("0  Start two nodes, A and B: processes, ports and data folders of their own");
        try (DemoNode a = DemoNode.start("A", folder.resolve("a"), watch::line);
                DemoNode b = DemoNode.start("B", folder.resolve("b"), line -> {})) {
            List<DemoNode> nodes = List.of(a, b);
            for (DemoNode node : nodes) {
                node.awaitBanner(START_TIMEOUT);
                timeline.event(node.name() + " is up, p2p " + node.banner("p2p") + ", rpc " + node.banner("rpc"));
                timeline.remark(node.banner("enode"));
                timeline.remark(node.banner("chain") + "; " + node.banner("protocols"));
            }
            a.type("p2p:events --json");
            try (Observer observer = new Observer(nodes, () -> timeline.counters(watch.counters(), false))) {
                new Tour(nodes, observer, watch, timeline, distribution.resolve("examples")).run();
            }
            stop(nodes, timeline);
        }
    }

    private static void stop(List<DemoNode> nodes, Timeline timeline) throws InterruptedException, StepFailedException {
        timeline.step("6  Stop them: SIGTERM");
        for (DemoNode node : nodes) {
            int status = node.stop();
            if (status != 0) {
                throw new StepFailedException("node " + node.name() + " exited with status " + status);
            }
            timeline.event(node.name() + " stopped, exit status 0");
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
