package org.jackfield.bench;

import java.util.HashMap;
import java.util.Map;

/** A benchmark's options: names and numbers in pairs. */
public final class NumberOptions {

    private NumberOptions() {}

    /**
     * @param defaults all there are
     * @return the default of each that is not given
     * @throws IllegalArgumentException if they are not options; the message is fit for a person
     */
    public static Map<String, Integer> parse(Map<String, Integer> defaults, String... arguments) {
        Map<String, Integer> values = new HashMap<>(defaults);
        for (int i = 0; i < arguments.length; i += 2) {
            if (!defaults.containsKey(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException("options are NAME NUMBER, with the names and defaults " + defaults);
            }
            values.put(arguments[i], Integer.parseInt(arguments[i + 1]));
        }
        return values;
    }
}
