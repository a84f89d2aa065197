package org.jackfield.bench.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the node has logged at WARN and above.
 *
 * @param warnings lines at WARN
 * @param errors lines at ERROR; Netty tells of a buffer that was not released so
 * @param stackTraces lines that name a place in the code
 */
record NodeLog(long warnings, long errors, long stackTraces) {

    private static final Pattern WARNING = Pattern.compile("^(\\[.*] )?WARN .*");
    private static final Pattern ERROR = Pattern.compile("^(\\[.*] )?ERROR .*");
    private static final Pattern PLACE = Pattern.compile("^\\s+at .+\\(.+\\)$");

    static NodeLog read(Path file) throws IOException {
        return Files.exists(file) ? of(Files.readString(file, StandardCharsets.UTF_8)) : of("");
    }

    static NodeLog of(String text) {
        return new NodeLog(count(text, WARNING), count(text, ERROR), count(text, PLACE));
    }

    private static long count(String text, Pattern lines) {
        try (Stream<String> all = text.lines()) {
            return all.filter(line -> lines.matcher(line).matches()).count();
        }
    }
}
