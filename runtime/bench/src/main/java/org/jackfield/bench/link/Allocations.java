package org.jackfield.bench.link;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * What has been allocated, by class and site. The recorder tells of the first object in every buffer that a thread fills, and
 * takes it for all that is in the buffer. With small buffers the shares come near; of objects that are always made in turn,
 * one may be told of more often than its size says.
 */
record Allocations(Map<Site, Long> bytes) {

    // A thread's first sample stands for all that it has allocated before, and is left out. This is four buffers as the
    // script sets them, and more than any object of a small message.
    private static final long MOST_BYTES = 64 << 10;

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    /**
     * @param type of the object, as in Java
     * @param method the first one on the stack, from its top, that is not the JDK's
     */
    record Site(String type, String method) {}

    static Allocations read(Path samples) throws IOException {
        return new Allocations(RecordingFile.readAllEvents(samples).stream()
                .filter(event -> event.getEventType().getName().equals(AllocationRecording.SAMPLE))
                .filter(event -> event.getLong("weight") <= MOST_BYTES)
                .collect(Collectors.groupingBy(
                        Allocations::site, Collectors.summingLong(event -> event.getLong("weight")))));
    }

    /** The largest first. */
    List<Map.Entry<Site, Long>> ranking() {
        return bytes.entrySet().stream()
                .sorted(Map.Entry.<Site, Long>comparingByValue().reversed())
                .toList();
    }

    private static Site site(RecordedEvent event) {
        RecordedClass type = event.getClass("objectClass");
        return new Site(type(type.getName()), method(event));
    }

    private static String method(RecordedEvent event) {
        Stream<RecordedFrame> frames =
                Optional.ofNullable(event.getStackTrace()).stream().flatMap(stack -> stack.getFrames().stream());
        Predicate<String> inJdk = name -> JDK.stream().anyMatch(name::startsWith);
        return frames.map(RecordedFrame::getMethod)
                .filter(method -> !inJdk.test(method.getType().getName()))
                .findFirst()
                .map(Allocations::title)
                .orElse("the JDK");
    }

    private static String title(RecordedMethod method) {
        return simple(method.getType().getName()) + '.' + method.getName();
    }

    /** A descriptor such as {@code [B}, or a name, hidden classes' without their number. */
    private static String type(String name) {
        int dimensions = name.lastIndexOf('[') + 1;
        String element = dimensions == 0 ? name : element(name.substring(dimensions));
        return simple(element) + "[]".repeat(dimensions);
    }

    private static String element(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'B' -> "byte";
            case 'C' -> "char";
            case 'I' -> "int";
            case 'J' -> "long";
            case 'S' -> "short";
            case 'L' -> descriptor.substring(1, descriptor.length() - 1);
            default -> descriptor;
        };
    }

    private static String simple(String name) {
        String dotted = name.replace('/', '.');
        int hidden = dotted.indexOf("$$Lambda");
        String visible = hidden < 0 ? dotted : dotted.substring(0, hidden) + " lambda";
        return visible.substring(visible.lastIndexOf('.') + 1);
    }
}
