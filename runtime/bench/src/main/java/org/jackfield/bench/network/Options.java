package org.jackfield.bench.network;

import java.util.Map;
import org.jackfield.bench.NumberOptions;

/**
 * What to run.
 *
 * @param nodes in the network
 * @param mebibytes that are uploaded at one of them
 * @param kill how many nodes are ended, all at once
 * @param uploader whether the one that has uploaded is among them
 * @param readers how many nodes read at a time
 * @param sample how many nodes read at all
 * @param seed of the content, and of who is killed
 * @param minutes how long tables, and chunks, may take to settle
 */
record Options(int nodes, int mebibytes, int kill, boolean uploader, int readers, int sample, int seed, int minutes) {

    private static final Map<String, Integer> DEFAULTS = Map.of(
            "--nodes", 30,
            "--mebibytes", 1024,
            "--kill", 10,
            "--uploader", 0,
            "--readers", 2,
            "--sample", Integer.MAX_VALUE,
            "--seed", 1,
            "--minutes", 30);

    Options {
        if (nodes < 2 || mebibytes < 1 || kill < 0 || nodes - kill < 2 || readers < 1 || sample < 1) {
            throw new IllegalArgumentException("at least two nodes have to be left, a MiB, a reader and a sample");
        }
    }

    /**
     * @throws IllegalArgumentException if they are not options; the message is fit for a person
     */
    static Options parse(String... arguments) {
        Map<String, Integer> values = NumberOptions.parse(DEFAULTS, arguments);
        return new Options(
                values.get("--nodes"),
                values.get("--mebibytes"),
                values.get("--kill"),
                values.get("--uploader") != 0,
                values.get("--readers"),
                values.get("--sample"),
                values.get("--seed"),
                values.get("--minutes"));
    }
}
