package org.jackfield.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node of ours in a process of its own, started as its users start it; it runs until it is closed. */
final class LaunchedNode implements AutoCloseable {

    private static final long DEADLINE_SECONDS = 60;

    private final Process process;
    private final CompletableFuture<String> banner = new CompletableFuture<>();

    private LaunchedNode(Process process) {
        this.process = process;
        Thread reader = new Thread(this::readOutput, "node " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts it without a shell and waits for its banner.
     *
     * @throws IOException if it ends, or says nothing, before; the message holds what it printed
     */
    static LaunchedNode start(List<String> options) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Launcher.command(options)).redirectErrorStream(true);
        builder.command().add("--no-shell");
        LaunchedNode node = new LaunchedNode(builder.start());
        try {
            node.banner.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            return node;
        } catch (ExecutionException e) {
            throw new IOException("the node did not start: " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            node.close();
            throw new IOException("the node has not started in " + DEADLINE_SECONDS + " s", e);
        }
    }

    /** What the banner says on a line, such as {@code enode}. */
    String banner(String name) {
        Matcher line = Pattern.compile("(?m)^  " + name + " +(.*)$").matcher(banner.join());
        if (!line.find()) {
            throw new IllegalStateException("no " + name + " in the banner: " + banner.join());
        }
        return line.group(1);
    }

    /** To the end, or the process would wait for us once the pipe is full. */
    private void readOutput() {
        StringBuilder printed = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                printed.append(line).append('\n');
                if (line.startsWith("  plugins")) {
                    banner.complete(printed.toString());
                }
            }
        } catch (IOException e) {
            banner.completeExceptionally(new UncheckedIOException(printed.toString(), e));
        }
        banner.completeExceptionally(new IllegalStateException(printed.toString()));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
