package org.jackfield.bench.handover;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Enode;

/** The {@link Crowd} as the node's process sees it. */
final class CrowdProcess implements AutoCloseable {

    private static final long DEADLINE_SECONDS = 120;
    private static final String FAULT = "fault";

    private final Process process;
    private final Writer commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Thread reader;

    private CrowdProcess(Process process) {
        this.process = process;
        commands = process.outputWriter(StandardCharsets.UTF_8);
        reader = new Thread(this::read, "crowd answers");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it on this Java and class path; returns when all links stand. */
    static CrowdProcess start(Enode node, Options options) throws IOException, InterruptedException {
        CrowdProcess crowd = new CrowdProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Crowd.class.getName(),
                        node.toString(),
                        Integer.toString(options.links()),
                        Integer.toString(options.window()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        crowd.answer();
        return crowd;
    }

    /**
     * Gives a command and waits for the answer.
     *
     * @throws IllegalStateException if a fault was found instead
     */
    String ask(String command) throws IOException, InterruptedException {
        commands.write(command + '\n');
        commands.flush();
        return answer();
    }

    /**
     * Lets time pass.
     *
     * @throws IllegalStateException if a fault was found meanwhile
     */
    void watch(Duration time) throws InterruptedException {
        String told = answers.poll(time.toNanos(), TimeUnit.NANOSECONDS);
        if (told != null) {
            throw new IllegalStateException(told);
        }
    }

    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
    }

    private String answer() throws InterruptedException {
        String told = answers.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (told == null || told.startsWith(FAULT)) {
            throw new IllegalStateException(told == null ? "the crowd does not answer" : told);
        }
        return told;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(answers::add);
            answers.add(FAULT + " the crowd is gone");
        } catch (IOException | UncheckedIOException e) {
            answers.add(FAULT + ' ' + e);
        }
    }
}
