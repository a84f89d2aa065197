package org.jackfield.bench.sync;

import java.util.Map;
import org.jackfield.bench.NumberOptions;

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
        Map<String, Integer> values = NumberOptions.parse(DEFAULTS, arguments);
        return new Options(
                values.get("--blocks"), values.get("--kills"), values.get("--liars") != 0, values.get("--seed"));
    }
}
