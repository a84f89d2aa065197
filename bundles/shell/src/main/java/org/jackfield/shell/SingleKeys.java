package org.jackfield.shell;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * While open, the process's terminal gives each key as it is pressed, not whole lines. Does nothing where standard input
 * is no terminal, or the system has no {@code stty}.
 */
final class SingleKeys implements AutoCloseable {

    private final Optional<String> before;

    private SingleKeys(Optional<String> before) {
        this.before = before;
    }

    static SingleKeys open() {
        Optional<String> before = stty("-g").map(String::strip).filter(mode -> !mode.isEmpty());
        before.ifPresent(mode -> stty("-icanon", "-echo", "min", "1"));
        return new SingleKeys(before);
    }

    /** Whether there is a terminal, and so a person. */
    boolean present() {
        return before.isPresent();
    }

    /** Puts the terminal back as it was. */
    @Override
    public void close() {
        before.ifPresent(SingleKeys::stty);
    }

    /** What it printed, if it succeeded. It works on its standard input, which is ours. */
    private static Optional<String> stty(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "stty";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return process.waitFor() == 0 ? Optional.of(printed) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
