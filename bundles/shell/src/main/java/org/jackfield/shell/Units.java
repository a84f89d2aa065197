package org.jackfield.shell;

import java.math.BigDecimal;
import java.math.MathContext;
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

    /** A time that a person sees pass: {@code 43 s}, {@code 120 s}, {@code 3m 5s} ...; a part of a second counts whole. */
    static String seconds(Duration duration) {
        long seconds = duration.plusNanos(999_999_999).toSeconds();
        return seconds <= 120 ? seconds + " s" : longDuration(seconds);
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

    /** {@code 10 %}, {@code 2.5 %}. */
    static String percent(double share) {
        return BigDecimal.valueOf(100 * share)
                        .round(new MathContext(3))
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    /**
     * Reads {@code 10%} or {@code 10}, {@code 2.5%}, {@code 0%} to {@code 100%}.
     *
     * @return 0 to 1
     * @throws CommandException if the text has another form; a bare {@code 0.1} too, which could mean a tenth
     */
    static double parseShare(String text) throws CommandException {
        if (text.matches("[0-9]{1,3}(\\.[0-9]{1,6})?%|0|[1-9][0-9]{0,2}(\\.[0-9]{1,6})?")) {
            double share =
                    new BigDecimal(text.replace("%", "")).movePointLeft(2).doubleValue();
            if (share <= 1) {
                return share;
            }
        }
        throw new CommandException("a share reads 10% or 2.5%, up to 100%, got \"" + text + '"');
    }
}
