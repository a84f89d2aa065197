package org.jackfield.bench.network;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jackfield.bench.ProcessMemory;

/** Prints what goes on, and what each part has cost. Used by any thread. */
final class Progress implements Consumer<String> {

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final double MEGA = 1e6;

    private final PrintStream out;
    private final Path data;
    private String part = "";
    private long beganNanos;
    private long toldNanos;
    private String told = "";
    private Duration processorsBefore = Duration.ZERO;

    Progress(PrintStream out, Path data) {
        this.out = out;
        this.data = data;
    }

    synchronized void begin(String what) {
        part = what;
        beganNanos = System.nanoTime();
        toldNanos = beganNanos;
        processorsBefore = processors();
        out.println(what);
    }

    /** Something new about the part that goes on; repetitions and what comes too soon after the last is left out. */
    @Override
    public synchronized void accept(String line) {
        long now = System.nanoTime();
        if (!line.equals(told) && now - toldNanos > PAUSE.toNanos()) {
            toldNanos = now;
            told = line;
            tell(line);
        }
    }

    synchronized void fault(String line) {
        out.println("MISSING " + line);
    }

    synchronized void end() throws IOException {
        tell(String.format("done, %.1f s of processors; %s", busy(), footprint()));
    }

    synchronized void end(long bytes) throws IOException {
        tell(String.format(
                "%.1f MB/s, %.0f chunks/s, %.1f s of processors; %s",
                bytes / MEGA / seconds(), bytes / 4096 / seconds(), busy(), footprint()));
    }

    private void tell(String line) {
        out.printf("  %7.1f s  %s%n", seconds(), line);
    }

    private double seconds() {
        return (System.nanoTime() - beganNanos) / 1e9;
    }

    private double busy() {
        return processors().minus(processorsBefore).toMillis() / 1e3;
    }

    private static Duration processors() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private String footprint() throws IOException {
        return String.format(
                "heap %.0f MB, metaspace %.0f MB, process %.0f MB, %d threads, disk %.0f MB",
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGA,
                ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed() / MEGA,
                ProcessMemory.of(ProcessHandle.current().pid()).residentBytes() / MEGA,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                diskBytes() / MEGA);
    }

    private double diskBytes() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.mapToDouble(file -> file.toFile().length()).sum();
        }
    }
}
