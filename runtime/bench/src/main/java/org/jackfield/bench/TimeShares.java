package org.jackfield.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where threads spend their time, by samples of the JVM's own recorder: the first of the named parts that is found on a
 * stack, from its top down, has the sample. Threads of native libraries are not sampled.
 */
public final class TimeShares implements AutoCloseable {

    private static final List<String> SAMPLES = List.of("jdk.ExecutionSample", "jdk.NativeMethodSample");
    private static final Duration PERIOD = Duration.ofMillis(10);

    private final Map<String, String> parts;
    private final Recording recording = new Recording();

    /**
     * Begins to sample.
     *
     * @param parts beginnings of class names, with the part they belong to
     */
    public TimeShares(Map<String, String> parts) {
        this.parts = parts;
        SAMPLES.forEach(event -> recording.enable(event).withPeriod(PERIOD));
        recording.start();
    }

    /** Ends, and returns the share of each part and of {@code other}. */
    public Map<String, Double> end() throws IOException {
        recording.stop();
        Path file = Files.createTempFile("shares", ".jfr");
        try {
            recording.dump(file);
            return shares(RecordingFile.readAllEvents(file));
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void close() {
        recording.close();
    }

    private Map<String, Double> shares(List<RecordedEvent> events) {
        Map<String, Double> counts = new LinkedHashMap<>();
        parts.values().forEach(part -> counts.put(part, 0.0));
        double all = 0;
        for (RecordedEvent event : events) {
            Optional<String> part = Optional.ofNullable(event.getStackTrace()).flatMap(this::part);
            if (part.isPresent()) {
                counts.merge(part.get(), 1.0, Double::sum);
                all++;
            }
        }
        double sum = Math.max(1, all);
        counts.replaceAll((part, count) -> count / sum);
        return counts;
    }

    /** Of threads that do none of our work there is nothing to tell. */
    private Optional<String> part(RecordedStackTrace stack) {
        boolean ours = false;
        for (RecordedFrame frame : stack.getFrames()) {
            String type = frame.getMethod().getType().getName();
            for (Map.Entry<String, String> entry : parts.entrySet()) {
                if (type.startsWith(entry.getKey())) {
                    return Optional.of(entry.getValue());
                }
            }
            ours |= type.startsWith("org.jackfield.");
        }
        return ours ? Optional.of("other") : Optional.empty();
    }
}
