package org.jackfield.bench;

import java.util.HashMap;
import java.util.Map;

/** Options of a benchmark: each a name and a whole number. */
public final class NumberOptions {

    private NumberOptions() {}

    /**
     * The defaults, with what the arguments say over them.
     *
     * @throws IllegalArgumentException if they are not options; the message is fit for a person
     */
    public static Map<String, Integer> parse(Map<String, Integer> defaults, String... arguments) {
        Map<String, Integer> values = new HashMap<>(defaults);
        for (int i = 0; i < arguments.length; i += 2) {
            if (!defaults.containsKey(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException("options are NAME NUMBER, with the names and defaults " + defaults);
            }
            values.put(arguments[i], number(arguments[i], arguments[i + 1]));
        }
        return values;
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " takes a whole number, got " + value, e);
        }
    }
}
