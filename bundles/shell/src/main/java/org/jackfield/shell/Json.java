package org.jackfield.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** Records, maps, lists and scalars as JSON. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

    private Json() {}

    /** On several lines, indented. */
    static String pretty(Object value) throws CommandException {
        return write(value, true);
    }

    /** On one line. */
    static String line(Object value) throws CommandException {
        return write(value, false);
    }

    private static String write(Object value, boolean indented) throws CommandException {
        try {
            return indented
                    ? MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value)
                    : MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            // A protocol may put anything into its peer info.
            throw new CommandException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
