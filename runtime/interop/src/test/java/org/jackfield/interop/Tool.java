package org.jackfield.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program of the machine, run to its end. */
final class Tool {

    private static final Duration DEADLINE = Duration.ofMinutes(8);

    private Tool() {}

    /**
     * The first number that {@code command} prints, which is the program's major version, and the one after it.
     *
     * @return empty if there is no such program
     */
    static Optional<Version> version(String... command) throws InterruptedException {
        try {
            Matcher numbers = Pattern.compile("(\\d+)\\.(\\d+)").matcher(run(Path.of("."), Map.of(), List.of(command)));
            return numbers.find()
                    ? Optional.of(new Version(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))))
                    : Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /**
     * @return what it printed, on both channels
     * @throws IOException if it cannot be started, fails, or is killed for taking too long
     */
    static String run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Result result = attempt(folder, environment, command, DEADLINE);
        if (result.status() != 0) {
            throw new IOException(command + " exited with " + result.status() + ":\n" + result.output());
        }
        return result.output();
    }

    /**
     * One that takes too long is killed; what it printed until then is there.
     *
     * @throws IOException if it cannot be started
     */
    static Result attempt(Path folder, Map<String, String> environment, List<String> command, Duration deadline)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
        if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
            // Of the handle, as that of the process would close its output.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.toHandle().destroyForcibly();
            return new Result(process.waitFor(), output.join() + "\nkilled after " + deadline + "\n");
        }
        return new Result(process.exitValue(), output.join());
    }

    private static String read(Process process) {
        try (InputStream output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param output on both channels */
    record Result(int status, String output) {}

    record Version(int major, int minor) {

        boolean atLeast(int wantedMajor, int wantedMinor) {
            return major > wantedMajor || major == wantedMajor && minor >= wantedMinor;
        }

        @Override
        public String toString() {
            return major + "." + minor;
        }
    }
}
