package org.jackfield.bench.handover;

import java.util.Map;
import org.jackfield.bench.NumberOptions;

/**
 * What to run.
 *
 * @param links to as many watching nodes
 * @param swaps that are measured
 * @param warmUp swaps before them
 * @param window numbers that may be unconfirmed on one stream, each way
 * @param restMillis from one swap to the next
 * @param quietSeconds without a swap, before and after them
 * @param settleSeconds after the warm-up
 * @param byUpdate whether the bundle is updated as it is, and not by {@code p2p:swap}
 */
record Options(
        int links,
        int swaps,
        int warmUp,
        int window,
        int restMillis,
        int quietSeconds,
        int settleSeconds,
        boolean byUpdate) {

    private static final Map<String, Integer> DEFAULTS = Map.of(
            "--links",
            100,
            "--swaps",
            1000,
            "--warm-up",
            200,
            "--window",
            8,
            "--rest",
            50,
            "--quiet",
            15,
            "--settle",
            5,
            "--update",
            0);

    /** How often a session changes hands in a swap: to the stand-in and back, or once. */
    int handOvers() {
        return byUpdate ? 1 : 2;
    }

    /**
     * @throws IllegalArgumentException if they are not options; the message is fit for a person
     */
    static Options parse(String... arguments) {
        Map<String, Integer> values = NumberOptions.parse(DEFAULTS, arguments);
        return new Options(
                values.get("--links"),
                values.get("--swaps"),
                values.get("--warm-up"),
                values.get("--window"),
                values.get("--rest"),
                values.get("--quiet"),
                values.get("--settle"),
                values.get("--update") != 0);
    }
}
