package org.jackfield.bench.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jackfield.bench.NumberOptions;
import org.jackfield.bench.ProcessMemory;
import org.jackfield.itest.launcher.NodeProcess;
import org.jackfield.itest.swarm.SeededContent;

/** A file goes over HTTP into a node, which is a process of its own, and out again. */
final class GatewayBenchmark {

    private static final Map<String, Integer> DEFAULTS = Map.of("--mebibytes", 1024, "--rounds", 3);
    private static final double MEGA = 1e6;

    private final HttpClient http = HttpClient.newHttpClient();
    private final PrintStream out;
    private final NodeProcess node;
    private final long bytes;

    private GatewayBenchmark(PrintStream out, NodeProcess node, long bytes) {
        this.out = out;
        this.node = node;
        this.bytes = bytes;
    }

    private interface Transfer<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Exits with 0 if what came out is what went in, otherwise with 1. The data of the node go to {@code jackfield.data}. */
    public static void main(String[] arguments) throws Exception {
        Map<String, Integer> options = NumberOptions.parse(DEFAULTS, arguments);
        Path data = Path.of(System.getProperty("jackfield.data"), "node");
        boolean same = true;
        try (NodeProcess node = NodeProcess.start(data, "--no-shell", "--bzz", "127.0.0.1:0")) {
            GatewayBenchmark benchmark =
                    new GatewayBenchmark(System.out, node, (long) options.get("--mebibytes") << 20);
            for (int round = 1; round <= options.get("--rounds"); round++) {
                same &= benchmark.round(round, "");
                same &= benchmark.round(-round, "encrypt");
            }
        }
        System.exit(same ? 0 : 1);
    }

    private boolean round(int seed, String option) throws IOException, InterruptedException {
        SeededContent content = new SeededContent(seed, bytes);
        out.printf("round %d%s, %d MB%n", Math.abs(seed), option.isEmpty() ? "" : ", encrypted", bytes / 1_000_000);
        String reference = timed("upload", () -> upload(content, option));
        return timed("download", () -> isSame(content, reference));
    }

    private String upload(SeededContent content, String option) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.banner("bzz") + "/bzz-raw:/" + option))
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(content::stream), bytes))
                .build();
        return answer(http.send(request, BodyHandlers.ofString())).body().strip();
    }

    private boolean isSame(SeededContent content, String reference) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.banner("bzz") + "/bzz-raw:/" + reference))
                .build();
        try (InputStream body =
                answer(http.send(request, BodyHandlers.ofInputStream())).body()) {
            boolean same = content.isSame(body);
            if (!same) {
                out.println("  WHAT CAME OUT IS NOT WHAT WENT IN");
            }
            return same;
        }
    }

    private static <T> HttpResponse<T> answer(HttpResponse<T> answer) throws IOException {
        if (answer.statusCode() != 200) {
            throw new IOException("the gateway answers " + answer.statusCode() + ": " + answer.body());
        }
        return answer;
    }

    private <T> T timed(String what, Transfer<T> transfer) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Duration before = node.processorTime();
        T result = transfer.run();
        double seconds = (System.nanoTime() - began) / 1e9;
        out.printf(
                "  %-10s %8.1f MB/s, %.1f s of the node's processors, the node held at most %.0f MB%n",
                what,
                bytes / MEGA / seconds,
                node.processorTime().minus(before).toMillis() / 1e3,
                ProcessMemory.of(node.pid()).peakBytes() / MEGA);
        return result;
    }
}
