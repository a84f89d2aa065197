package org.jackfield.chain;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Seconds that went by, and that processors were busy for this process, with the compiler and the database's own threads: since
 * some moment, or a moment itself.
 */
record Lap(double seconds, double busy) {

    static Lap start() {
        Duration busy = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        return new Lap(System.nanoTime() / 1e9, busy.toNanos() / 1e9);
    }

    /** What has gone by since this moment. */
    Lap end() {
        Lap now = start();
        return new Lap(now.seconds - seconds, now.busy - busy);
    }

    /** By the time that went by. */
    static Lap median(List<Lap> laps) {
        return laps.stream()
                .sorted(Comparator.comparing(Lap::seconds))
                .skip(laps.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
