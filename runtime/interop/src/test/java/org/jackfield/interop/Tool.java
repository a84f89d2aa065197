package org.jackfield.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program of the machine, run to its end. */
final class Tool {

    private static final long DEADLINE_MINUTES = 5;

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
     * @throws IOException if it cannot be started, fails or takes too long
     */
    static String run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Result result = attempt(folder, environment, command);
        if (result.status() != 0) {
            throw new IOException(command + " exited with " + result.status() + ":\n" + result.output());
        }
        return result.output();
    }

    /** @throws IOException if it cannot be started or takes too long */
    static Result attempt(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(command + " took longer than " + DEADLINE_MINUTES + " minutes:\n" + output);
        }
        return new Result(process.exitValue(), output);
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
