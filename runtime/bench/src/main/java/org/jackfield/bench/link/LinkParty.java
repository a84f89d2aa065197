package org.jackfield.bench.link;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.Enode;
import org.jackfield.bench.Payloads;
import org.jackfield.itest.TestNode;

/** Our end of a link: the distribution's bundles in a framework, without our protocols, and the benchmark's. */
final class LinkParty {

    /** Of the protocols, which are all alike. The first one is that of a pair. */
    static final List<String> NAMES = List.of("bench", "bulk", "middle");

    private static final String MAX_PEERS = "20000";

    private final TestNode node;
    private final BenchProtocol protocol;
    private final PrintStream answers;
    private Optional<AllocationRecording> allocations = Optional.empty();

    private LinkParty(TestNode node, BenchProtocol protocol, PrintStream answers) {
        this.node = node;
        this.protocol = protocol;
        this.answers = answers;
    }

    /** Argument: a folder for its data. */
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        try (TestNode node = TestNode.start(folder, Map.of("core.maxPeers", MAX_PEERS), TestNode.PROTOCOLS)) {
            BenchProtocol protocol = new BenchProtocol(NAMES.get(0), () -> answers.println("connected"));
            node.offer(protocol);
            NAMES.stream().skip(1).forEach(name -> node.offer(new BenchProtocol(name, () -> {})));
            answers.println("listening " + node.peers().self());
            new LinkParty(node, protocol, answers)
                    .obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        }
    }

    private void obey(BufferedReader commands) throws IOException, InterruptedException {
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "dial" -> node.peers().connect(Enode.parse(words[1]));
                case "flood" -> {
                    Load load = new Load(Integer.parseInt(words[1]), words[2]);
                    answers.println(protocol.flood(load.payload(), Long.parseLong(words[3])));
                }
                case "trips" ->
                    answers.println("trips "
                            + protocol.trips(Payloads.random(Integer.parseInt(words[1])), Long.parseLong(words[2])));
                case "record" -> {
                    allocations = Optional.of(new AllocationRecording());
                    answers.println("record");
                }
                case "recorded" ->
                    answers.println("recorded " + allocations.orElseThrow().end(Path.of(words[1])));
                case "heap" -> answers.println("heap " + usedHeap());
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    /** In bytes, after a collection. */
    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
