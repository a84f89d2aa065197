package org.jackfield.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Another process of a benchmark: it is told one command a line and answers with one line. A line that begins with {@code fault}
 * may come at any time. Used by one thread.
 */
public final class LineProcess implements AutoCloseable {

    private static final long DEADLINE_SECONDS = 120;
    private static final String FAULT = "fault";

    private final String name;
    private final Process process;
    private final Writer commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private LineProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, name + " answers");
        reader.setDaemon(true);
        reader.start();
    }

    /** @param name for faults */
    public static LineProcess start(String name, List<String> command) throws IOException {
        return new LineProcess(
                name,
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    /** The command for a main class on this Java and class path. */
    public static List<String> java(Class<?> main, List<String> options, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    /**
     * Gives a command and waits for the answer.
     *
     * @throws IllegalStateException if a fault was found instead
     */
    public String ask(String command) throws IOException, InterruptedException {
        tell(command);
        return answer();
    }

    /** Gives a command to which there is no answer, or a later one. */
    public void tell(String command) throws IOException {
        commands.write(command + '\n');
        commands.flush();
    }

    /**
     * Waits for a line.
     *
     * @throws IllegalStateException if a fault was found instead
     */
    public String answer() throws InterruptedException {
        String told = answers.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (told == null || told.startsWith(FAULT)) {
            throw new IllegalStateException(told == null ? name + " does not answer" : told);
        }
        return told;
    }

    /**
     * Lets time pass.
     *
     * @throws IllegalStateException if a fault was found meanwhile
     */
    public void watch(Duration time) throws InterruptedException {
        String told = answers.poll(time.toNanos(), TimeUnit.NANOSECONDS);
        if (told != null) {
            throw new IllegalStateException(told);
        }
    }

    /** In bytes, on Linux. */
    public long residentSet() throws IOException {
        return ProcessMemory.of(process.pid()).residentBytes();
    }

    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(answers::add);
            answers.add(FAULT + " " + name + " is gone");
        } catch (IOException | UncheckedIOException e) {
            answers.add(FAULT + ' ' + e);
        }
    }
}
