package org.jackfield.bench.link;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.jackfield.api.Enode;
import org.jackfield.itest.TestNode;

/** Our end of a link: the distribution's bundles in a framework, without our protocols, and the benchmark's. */
final class LinkParty {

    private static final String SENTENCE = "a link carries what it is given, and it carries it in order. ";

    private final TestNode node;
    private final BenchProtocol protocol;
    private final PrintStream answers;

    private LinkParty(TestNode node, BenchProtocol protocol, PrintStream answers) {
        this.node = node;
        this.protocol = protocol;
        this.answers = answers;
    }

    /** Argument: a folder for its data. */
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        BenchProtocol protocol = new BenchProtocol(() -> answers.println("connected"));
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        try (TestNode node = TestNode.start(folder, Map.of(), TestNode.PROTOCOLS)) {
            node.offer(protocol);
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
                case "flood" ->
                    answers.println(
                            protocol.flood(payload(Integer.parseInt(words[1]), words[2]), Long.parseLong(words[3])));
                case "trips" ->
                    answers.println("trips "
                            + protocol.trips(payload(Integer.parseInt(words[1]), "random"), Long.parseLong(words[2])));
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    private static byte[] payload(int bytes, String kind) {
        if (kind.equals("text")) {
            byte[] text = SENTENCE.repeat(bytes / SENTENCE.length() + 1).getBytes(StandardCharsets.UTF_8);
            return Arrays.copyOf(text, bytes);
        }
        byte[] random = new byte[bytes];
        new Random(1).nextBytes(random);
        return random;
    }
}
