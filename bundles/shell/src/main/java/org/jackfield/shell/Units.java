package org.jackfield.shell;

import java.time.Duration;
import java.util.Locale;

/** Amounts as people read them. */
final class Units {

    private static final long KIB = 1024;

    private Units() {}

    /** {@code 512 B}, {@code 1.5 KiB}, {@code 16.0 MiB}, {@code 2.0 GiB}. */
    static String bytes(long bytes) {
        if (bytes < KIB) {
            return bytes + " B";
        }
        double amount = (double) bytes / KIB;
        String unit = "KiB";
        for (String larger : new String[] {"MiB", "GiB"}) {
            if (amount >= KIB) {
                amount /= KIB;
                unit = larger;
            }
        }
        return String.format(Locale.ROOT, "%.1f %s", amount, unit);
    }

    /** {@code 0.25 ms}, {@code 12 ms}, {@code 4.2 s}, {@code 3m 5s}, {@code 2h 4m}, {@code 5d 3h}. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds >= 60) {
            return longDuration(seconds);
        }
        double millis = duration.toNanos() / 1e6;
        if (millis >= 1_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000);
        }
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
    }

    private static String longDuration(long seconds) {
        long minutes = seconds / 60;
        long hours = minutes / 60;
        if (hours == 0) {
            return minutes + "m " + seconds % 60 + "s";
        }
        return hours < 24 ? hours + "h " + minutes % 60 + "m" : hours / 24 + "d " + hours % 24 + "h";
    }

    /**
     * Reads {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}, or a bare number of seconds.
     *
     * @throws CommandException if the text has another form
     */
    static Duration parseDuration(String text) throws CommandException {
        String number = text.replaceFirst("(ms|s|m|h)$", "");
        String unit = text.substring(number.length());
        if (!number.matches("[0-9]{1,9}")) {
            throw new CommandException("a duration reads 500ms, 5s, 2m or 1h, got \"" + text + '"');
        }
        long amount = Long.parseLong(number);
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofSeconds(amount);
        };
    }
}
