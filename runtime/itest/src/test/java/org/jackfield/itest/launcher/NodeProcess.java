package org.jackfield.itest.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.itest.Await;

/** The launcher of the freshly built distribution in a process of its own, as the start script runs it. */
public final class NodeProcess implements AutoCloseable {

    /** Far beyond what any of this takes: a test that meets it has found a hang. */
    private static final long DEADLINE_SECONDS = 120;

    private static final Path DISTRIBUTION = Path.of(System.getProperty("jackfield.distribution"));

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path out;
    private final Path err;

    private NodeProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs {@code jackfield} with these arguments.
     *
     * @param folder for the process's output
     */
    public static NodeProcess run(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            // As runtime/jackfield does; the JVM would print warnings otherwise.
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of("-cp", DISTRIBUTION.resolve("lib") + "/*", "org.jackfield.node.Main"));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new NodeProcess(process, out, err);
    }

    /** Starts a node on free ports, with these arguments besides, and waits for its banner. */
    public static NodeProcess start(Path data, String... arguments) throws Exception {
        List<String> all =
                new ArrayList<>(List.of("--data", data.toString(), "--listen", "127.0.0.1:0", "--rpc", "127.0.0.1:0"));
        all.addAll(List.of(arguments));
        NodeProcess node = run(data.getParent(), all.toArray(String[]::new));
        node.awaitOutput("plugins");
        return node;
    }

    public static Path example(String jar) {
        return DISTRIBUTION.resolve("examples").resolve(jar);
    }

    public int exitStatus() throws InterruptedException, TimeoutException {
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException("the process does not end");
        }
        return process.exitValue();
    }

    public String out() throws IOException {
        return Files.readString(out);
    }

    public String err() throws IOException {
        return Files.readString(err);
    }

    /** What the banner says on a line, such as {@code enode}. */
    public String banner(String name) throws IOException {
        Matcher line = Pattern.compile("(?m)^  " + name + " +(.*)$").matcher(out());
        if (!line.find()) {
            throw new IllegalStateException("no " + name + " in the banner: " + out());
        }
        return line.group(1);
    }

    /** Calls JSON-RPC and returns the whole answer. */
    public String call(String method, String params) throws IOException, InterruptedException {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + params + "]}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(banner("rpc")))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** What {@code jackfield_protocols} answers. */
    public String protocols() throws IOException, InterruptedException {
        return call("jackfield_protocols", "");
    }

    public void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    public void endInput() throws IOException {
        process.getOutputStream().close();
    }

    public long pid() {
        return process.pid();
    }

    /** What it has used of the processors so far. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** SIGKILL; the process is gone when this returns. */
    public void kill() throws InterruptedException, TimeoutException {
        process.destroyForcibly();
        exitStatus();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void awaitOutput(String text) throws Exception {
        Await.until("output of " + text, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the node ended: " + out() + err());
            }
            return out().contains(text);
        });
    }
}
