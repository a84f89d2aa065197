package org.jackfield.bench.crowd;

import java.util.Locale;

/** A figure, and the highest that it should be. */
public record Target(String name, double figure, double limit) {

    public boolean met() {
        return figure <= limit;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%-46s %8.2f   at most %6.2f   %s", name, figure, limit, met() ? "ok" : "MISSED");
    }
}
