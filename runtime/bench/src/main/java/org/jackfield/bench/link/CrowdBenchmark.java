package org.jackfield.bench.link;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jackfield.bench.LineProcess;
import org.jackfield.bench.NumberOptions;

/**
 * Nodes with many peers, which the same crowd dials: how fast links are set up, what gets through when many are busy, and what
 * idle ones take of memory. The crowd's work is in all figures alike, on the same processors.
 */
final class CrowdBenchmark {

    private static final Map<String, Integer> DEFAULTS =
            Map.of("--rounds", 3, "--warm-up", 10_000, "--setups", 1000, "--millis", 3000, "--peers", 10_000);
    private static final List<Integer> BUSY_LINKS = List.of(1, 10, 100);
    private static final List<Integer> AT_ONCE = List.of(1, 32);
    private static final List<Integer> IDLE_PEERS = List.of(100, 1_000, 5_000, 10_000);
    private static final int PAUSE_MICROS = 100_000;
    // Longer than our JVM's option lets between two trims of the C library's heap.
    private static final Duration SETTLING = Duration.ofSeconds(12);
    /** Whoever has taken so much gets no more peers. */
    private static final long MOST_BYTES = 1L << 30;

    private static final double MEGA = 1e6;

    private final PrintStream out;
    private final Path programs;
    private final List<Server> servers;
    private final LineProcess crowd;
    private final LineProcess ownCrowd;
    private final Map<String, Integer> options;

    /** @param enode of the node under test */
    private record Server(Implementation whose, LineProcess process, String enode) {}

    /** Who dials whom. */
    private record Dialing(String title, LineProcess crowd, Server server) {}

    private CrowdBenchmark(
            PrintStream out,
            Path programs,
            List<Server> servers,
            LineProcess crowd,
            LineProcess ownCrowd,
            Map<String, Integer> options) {
        this.out = out;
        this.programs = programs;
        this.servers = servers;
        this.crowd = crowd;
        this.ownCrowd = ownCrowd;
        this.options = options;
    }

    /** Exits with 1 if a link fails. */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(System.out, arguments));
    }

    private static int run(PrintStream out, String... arguments) throws IOException, InterruptedException {
        Path programs = Path.of(System.getProperty("jackfield.programs")).toAbsolutePath();
        List<Server> servers = new ArrayList<>();
        try {
            Map<String, Integer> options = NumberOptions.parse(DEFAULTS, arguments);
            try (LineProcess crowd = crowd(programs);
                    LineProcess ownCrowd = ownCrowd()) {
                for (Implementation one : Implementation.servers(programs)) {
                    servers.add(start(one, programs));
                }
                CrowdBenchmark benchmark = new CrowdBenchmark(out, programs, servers, crowd, ownCrowd, options);
                benchmark.setups();
                benchmark.busy();
                benchmark.memory();
                return 0;
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            out.println(e.getMessage());
            return 1;
        } finally {
            servers.forEach(server -> server.process().close());
        }
    }

    private static LineProcess crowd(Path programs) throws IOException, InterruptedException {
        LineProcess crowd =
                LineProcess.start("the crowd", List.of(programs.resolve("geth").toString(), "crowd"));
        crowd.answer();
        return crowd;
    }

    private static LineProcess ownCrowd() throws IOException, InterruptedException {
        LineProcess crowd = LineProcess.start("our crowd", LineProcess.java(OwnCrowd.class, List.of()));
        crowd.answer();
        return crowd;
    }

    private static Server start(Implementation one, Path programs) throws IOException, InterruptedException {
        Path data = Path.of(System.getProperty("jackfield.data"));
        LineProcess process = LineProcess.start(one.title(), one.command(programs, data.resolve(one.title())));
        return new Server(one, process, process.answer().split(" ")[1]);
    }

    private void setups() throws IOException, InterruptedException {
        int count = options.get("--setups");
        List<Dialing> pairs = pairs();
        for (Dialing pair : pairs) {
            setups(pair, options.get("--warm-up"), AT_ONCE.get(AT_ONCE.size() - 1));
        }
        List<List<Double>> rates = new ArrayList<>();
        List<Medians> seconds = pairs.stream().map(pair -> new Medians()).toList();
        for (int parallel : AT_ONCE) {
            List<Medians> columns = pairs.stream().map(pair -> new Medians()).toList();
            for (int round = 0; round < options.get("--rounds"); round++) {
                for (int i = 0; i < pairs.size(); i++) {
                    double before = seconds(pairs.get(i));
                    columns.get(i).add(setups(pairs.get(i), count, parallel));
                    seconds.get(i).add(seconds(pairs.get(i)) - before);
                }
            }
            rates.add(columns.stream().map(Medians::median).toList());
        }
        out.println(
                "\n## Set-up, links a second\n\n| | one after another | 32 at once | ms of processor, both |\n|---|---|---|---|");
        for (int i = 0; i < pairs.size(); i++) {
            print(
                    "| %s | %,.0f | %,.0f | %.2f |%n",
                    pairs.get(i).title(),
                    rates.get(0).get(i),
                    rates.get(1).get(i),
                    seconds.get(i).median() * 1e3 / count);
        }
    }

    /** The same crowd dials all; ours is dialed by its own kind, too. */
    private List<Dialing> pairs() {
        List<Dialing> pairs = new ArrayList<>();
        for (Server server : servers) {
            pairs.add(new Dialing(
                    Implementation.GETH.title() + " to " + server.whose().title(), crowd, server));
            if (server.whose() == Implementation.JACKFIELD) {
                pairs.add(new Dialing(server.whose().title(), ownCrowd, server));
            }
        }
        return pairs;
    }

    private static double seconds(Dialing pair) {
        return pair.server()
                        .process()
                        .processorTime()
                        .plus(pair.crowd().processorTime())
                        .toNanos()
                / 1e9;
    }

    private double setups(Dialing pair, int count, int parallel) throws IOException, InterruptedException {
        String[] words = pair.crowd()
                .ask("setup " + pair.server().enode() + ' ' + count + ' ' + parallel)
                .split(" ");
        return count * 1e9 / Long.parseLong(words[1]);
    }

    private void busy() throws IOException, InterruptedException {
        for (int links : BUSY_LINKS) {
            out.printf("%n## %d links as busy as can be, three protocols on each%n", links);
            busy(links, 0);
        }
        out.printf("%n## One link, with 10 MiB/s of 1 MiB and 1 MiB/s of 1 KiB on it%n");
        busy(1, PAUSE_MICROS);
    }

    private void busy(int links, int pauseMicros) throws IOException, InterruptedException {
        out.println("\n| | MB/s | messages/s | round trip of 32 B, p50, ms | p99 |\n|---|---|---|---|---|");
        List<List<Medians>> rows = new ArrayList<>();
        servers.forEach(server -> rows.add(List.of(new Medians(), new Medians(), new Medians(), new Medians())));
        for (int round = 0; round < options.get("--rounds"); round++) {
            for (int i = 0; i < servers.size(); i++) {
                busy(servers.get(i), links, pauseMicros, rows.get(i));
            }
        }
        for (int i = 0; i < servers.size(); i++) {
            List<Medians> row = rows.get(i);
            print(
                    "| %s | %,.0f | %,.0f | %.2f | %.2f |%n",
                    servers.get(i).whose().title(),
                    row.get(0).median(),
                    row.get(1).median(),
                    row.get(2).median(),
                    row.get(3).median());
        }
    }

    private void busy(Server server, int links, int pauseMicros, List<Medians> row)
            throws IOException, InterruptedException {
        String order = "mixed " + server.enode() + ' ' + links + ' ' + options.get("--millis") + ' ' + pauseMicros;
        String[] words = crowd.ask(order).split(" ");
        double seconds = Long.parseLong(words[3]) / 1e9;
        row.get(0).add(Long.parseLong(words[1]) / seconds / MEGA);
        row.get(1).add(Long.parseLong(words[2]) / seconds);
        row.get(2).add(Long.parseLong(words[5]) / MEGA);
        row.get(3).add(Long.parseLong(words[6]) / MEGA);
    }

    private void memory() throws IOException, InterruptedException {
        out.println(
                "\n## Memory of idle peers\n\n| | peers | resident set, MB | a peer, KB | heap, MB |\n|---|---|---|---|---|");
        for (Server warm : servers) {
            warm.process().close();
            // One that has done nothing yet; and a crowd that is gone before it.
            Server server = start(warm.whose(), programs);
            try (LineProcess peers = crowd(programs)) {
                memory(server, peers);
            } finally {
                server.process().close();
            }
        }
    }

    private void memory(Server server, LineProcess peers) throws IOException, InterruptedException {
        // As later: without what its start has left behind.
        heap(server);
        long before = residentSet(server);
        long resident = before;
        int held = 0;
        for (int count : IDLE_PEERS) {
            if (count <= options.get("--peers") && resident < MOST_BYTES) {
                peers.ask("hold " + server.enode() + ' ' + (count - held));
                held = count;
                String heap = heap(server);
                resident = residentSet(server);
                print(
                        "| %s | %,d | %.0f | %.1f | %s |%n",
                        server.whose().title(), count, resident / MEGA, (resident - before) / 1e3 / count, heap);
            }
        }
    }

    /** In bytes, once what a collection has freed has gone back to the system, which a JVM does piece by piece. */
    private static long residentSet(Server server) throws IOException {
        LockSupport.parkNanos(SETTLING.toNanos());
        return server.process().residentSet();
    }

    /** In MB, after a collection; empty if it is not of Java. */
    private static String heap(Server server) throws IOException, InterruptedException {
        return server.whose().java()
                ? "%.0f".formatted(Long.parseLong(server.process().ask("heap").split(" ")[1]) / MEGA)
                : "";
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }
}
