package org.jackfield.shell;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Finds out which time a person means. */
final class PointInTime {

    static final String FORM = "TIME";

    private PointInTime() {}

    /**
     * So long ago ({@code 90m}, {@code 24h}), a date ({@code 2026-01-31T18:00:00Z}), or seconds since 1970 (nine digits or ten).
     *
     * @throws CommandException if the text has another form
     */
    static Instant parse(String text, Instant now) throws CommandException {
        if (text.matches("[0-9]{9,10}")) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
        if (text.indexOf('T') > 0) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new CommandException("a date reads 2026-01-31T18:00:00Z, got " + text, e);
            }
        }
        return now.minus(Units.parseDuration(text));
    }
}
