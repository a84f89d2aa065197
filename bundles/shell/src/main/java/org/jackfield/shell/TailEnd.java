package org.jackfield.shell;

import java.time.Duration;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;

/**
 * For how long a command shows what comes: so many, for so long, or until a key is pressed.
 *
 * @param time empty: until a key is pressed, or the input ends
 */
record TailEnd(long count, Optional<Duration> time) {

    /** How long a script that asked for a number waits for them. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String NO_END = "999999999";

    static final Command.Option FOR = new Command.Option("--for", "TIME", "stop after 5s, 2m ...");

    static Command.Option count(String what) {
        return new Command.Option(
                "--count", "N", "stop after N " + what + ", or " + PATIENCE.toSeconds() + " s without --for");
    }

    static TailEnd of(Command.Given given) throws CommandException {
        Optional<String> count = given.value(count(""));
        String text = count.orElse(NO_END);
        if (!text.matches("[0-9]{1,9}")) {
            throw new CommandException("--count needs a number of up to nine digits, got " + text);
        }
        return new TailEnd(Long.parseLong(text), time(given, count.isPresent()));
    }

    private static Optional<Duration> time(Command.Given given, boolean counted) throws CommandException {
        if (given.value(FOR).isPresent()) {
            return Optional.of(Units.parseDuration(given.value(FOR).get()));
        }
        return counted ? Optional.of(PATIENCE) : Optional.empty();
    }

    <T> void follow(CommandSession session, Tail<T> tail, Tail.Printer<T> printer)
            throws CommandException, InterruptedException {
        if (time.isPresent()) {
            tail.follow(printer, count, time, () -> false);
            return;
        }
        try (KeyWatch keys = KeyWatch.on(session.getKeyboard())) {
            tail.follow(printer, count, time, keys::pressed);
        }
    }
}
