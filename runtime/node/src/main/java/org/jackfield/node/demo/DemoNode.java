package org.jackfield.node.demo;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A node in a process of its own, on any free ports, and what a person has of it: its banner, its shell, its plugins
 * folder, its JSON-RPC.
 */
final class DemoNode implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final String name;
    private final Path data;
    private final Process process;
    private final Consumer<String> shellOutput;
    private final Map<String, String> banner = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> up = new CompletableFuture<>();
    private JsonRpcClient rpc;

    private DemoNode(String name, Path data, Process process, Consumer<String> shellOutput) {
        this.name = name;
        this.data = data;
        this.process = process;
        this.shellOutput = shellOutput;
    }

    /**
     * Starts the process; {@link #awaitBanner} waits for it.
     *
     * @param shellOutput takes each line that the shell prints, on a thread of this node's
     */
    static DemoNode start(String name, Path data, Consumer<String> shellOutput) throws IOException {
        Process process =
                new ProcessBuilder(command(data)).redirectErrorStream(true).start();
        DemoNode node = new DemoNode(name, data, process, shellOutput);
        Thread reader = new Thread(node::read, name);
        reader.setDaemon(true);
        reader.start();
        return node;
    }

    /**
     * Waits until the node is up.
     *
     * @throws StepFailedException if it is not up in time, or ended; tells what it printed last
     */
    void awaitBanner(Duration timeout) throws StepFailedException, InterruptedException {
        try {
            up.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StepFailedException(
                    "node " + name + " did not start: " + banner.getOrDefault("", "it says nothing"), e);
        }
        rpc = new JsonRpcClient(URI.create(banner.get("rpc")));
    }

    String name() {
        return name;
    }

    /** A line of the banner: {@code enode}, {@code p2p}, {@code chain} ... */
    String banner(String line) {
        return banner.getOrDefault(line, "");
    }

    JsonRpcClient rpc() {
        return rpc;
    }

    /** Types a line into the shell. */
    void type(String line) throws IOException {
        BufferedWriter keyboard = process.outputWriter(StandardCharsets.UTF_8);
        keyboard.write(line);
        keyboard.newLine();
        keyboard.flush();
    }

    /** Drops a jar into the plugins folder, under a name that stays the same over its releases. */
    void plug(Path jar, String as) throws IOException {
        Files.copy(jar, data.resolve("plugins").resolve(as), StandardCopyOption.REPLACE_EXISTING);
    }

    void unplug(String as) throws IOException {
        Files.delete(data.resolve("plugins").resolve(as));
    }

    /**
     * Sends SIGTERM.
     *
     * @return the exit status
     * @throws StepFailedException if the process does not end in time
     */
    int stop() throws InterruptedException, StepFailedException {
        process.destroy();
        if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new StepFailedException("node " + name + " does not stop on SIGTERM");
        }
        return process.exitValue();
    }

    /** Whatever happened: no process is left behind. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static List<String> command(Path data) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.jackfield.node.Main"));
        command.addAll(List.of("--data", data.toString(), "--listen", "127.0.0.1:0", "--rpc", "127.0.0.1:0"));
        return command;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (up.isDone()) {
                    shellOutput.accept(line);
                } else {
                    readBanner(line);
                }
            }
        } catch (IOException e) {
            banner.put("", "its output broke off: " + e.getMessage());
        } finally {
            up.completeExceptionally(new IOException("the process ended"));
        }
    }

    private void readBanner(String line) {
        String[] words = line.strip().split("\\s+", 2);
        if (words.length == 2) {
            banner.put(words[0], words[1]);
            banner.put("", line.strip());
        }
        if (words[0].equals("plugins")) {
            up.complete(null);
        }
    }
}
