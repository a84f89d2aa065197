package org.jackfield.bench.sync;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What to run.
 *
 * @param blocks of the chain
 * @param kills of the node that syncs; none: no run with kills
 * @param liars whether there is a run with each kind of lying peer
 * @param seed of the chain and of the moments of the kills
 */
record Options(int blocks, int kills, boolean liars, int seed) {

    private static final Map<String, Integer> DEFAULTS =
            Map.of("--blocks", 100_000, "--kills", 0, "--liars", 0, "--seed", 1);

    /**
     * @throws IllegalArgumentException if they are not options; the message is fit for a person
     */
    static Options parse(String... arguments) {
        Map<String, Integer> values = new HashMap<>(DEFAULTS);
        Set<String> names = Set.copyOf(values.keySet());
        for (int i = 0; i < arguments.length; i += 2) {
            if (!names.contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException("options are NAME NUMBER, with the names and defaults " + DEFAULTS);
            }
            values.put(arguments[i], Integer.parseInt(arguments[i + 1]));
        }
        return new Options(
                values.get("--blocks"), values.get("--kills"), values.get("--liars") != 0, values.get("--seed"));
    }
}
