package org.jackfield.bench.handover;

import java.time.Duration;
import org.jackfield.bench.LineProcess;

/** Processor time that this process and the crowd's have used until a moment of {@link System#nanoTime}. */
record ProcessorTime(long atNanos, Duration used) {

    static ProcessorTime now(LineProcess crowd) {
        Duration own = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        return new ProcessorTime(System.nanoTime(), own.plus(crowd.processorTime()));
    }

    /** Share of all processors since an earlier moment. */
    double share(ProcessorTime earlier) {
        double available =
                (double) (atNanos - earlier.atNanos) * Runtime.getRuntime().availableProcessors();
        return used.minus(earlier.used).toNanos() / available;
    }
}
