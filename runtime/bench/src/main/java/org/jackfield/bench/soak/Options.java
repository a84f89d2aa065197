package org.jackfield.bench.soak;

import java.time.Duration;
import java.util.Map;
import org.jackfield.bench.NumberOptions;

/**
 * What to run.
 *
 * @param rows that are printed and compared
 * @param swapsARow in each of them
 * @param swapEvery from one swap to the next
 * @param links at a time
 * @param churn links that are ended and made anew by the crowd, a second
 * @param rate messages a second, about: of both protocols and both ways, over all links
 * @param window numbers of the swapped protocol that may be unconfirmed on a link, each way
 */
record Options(int rows, int swapsARow, Duration swapEvery, int links, int churn, int rate, int window) {

    private static final Map<String, Integer> DEFAULTS = Map.of(
            "--minutes", 30, "--links", 200, "--swap-seconds", 10, "--churn", 4, "--rate", 20_000, "--window", 4);

    private static final int MINUTE = 60;

    /** So that a quarter of a short run has several, too. */
    private static final int ROWS = 20;

    /** Of the links, these shares are never churned, and called by the node; the others come and go. */
    private static final int STAYING_SHARE = 2;

    private static final int CALLED_SHARE = 10;

    /** One that stops within a frame is let go after 30 s, a quarter of that later at most, and has 2 s to close. */
    private static final int STALLED_SECONDS = 40;

    Options {
        if (rows < Verdict.MIN_ROWS || links < CALLED_SHARE || churn < 1 || rate < 1 || window < 1) {
            throw new IllegalArgumentException(
                    "a run takes " + Verdict.MIN_ROWS + " swaps, " + CALLED_SHARE + " links and a rate, at least");
        }
    }

    /**
     * @throws IllegalArgumentException if they are not options; the message is fit for a person
     */
    static Options parse(String... arguments) {
        Map<String, Integer> values = NumberOptions.parse(DEFAULTS, arguments);
        int seconds = Math.max(1, values.get("--swap-seconds"));
        int swaps = values.get("--minutes") * MINUTE / seconds;
        int swapsARow = Math.max(1, Math.min(MINUTE / seconds, swaps / ROWS));
        return new Options(
                swaps / swapsARow,
                swapsARow,
                Duration.ofSeconds(seconds),
                values.get("--links"),
                values.get("--churn"),
                values.get("--rate"),
                values.get("--window"));
    }

    int staying() {
        return links / STAYING_SHARE;
    }

    int called() {
        return links / CALLED_SHARE;
    }

    /** From one turn of a link to the next; in a turn it sends a number of the one protocol and a window of the other. */
    Duration turn() {
        long messages = 2L * links * (1 + window);
        return Duration.ofNanos(Duration.ofSeconds(messages).toNanos() / rate);
    }

    /** From one link ended by the crowd to the next. */
    Duration churnEvery() {
        return Duration.ofSeconds(1).dividedBy(churn);
    }

    /** That the node may have at a time: also those that have stalled and are not yet let go. */
    int mostLinks() {
        return links + STALLED_SECONDS * churn / Parting.values().length;
    }
}
