package org.jackfield.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process holds of the machine's memory, on Linux; nothing of it elsewhere.
 *
 * @param residentBytes now
 * @param peakBytes at most so far
 */
public record ProcessMemory(long residentBytes, long peakBytes) {

    public static ProcessMemory of(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        return new ProcessMemory(bytes(status, "VmRSS:"), bytes(status, "VmHWM:"));
    }

    private static long bytes(Path status, String name) throws IOException {
        return !Files.exists(status)
                ? 0
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith(name))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                        .findFirst()
                        .orElse(0);
    }
}
