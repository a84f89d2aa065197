package org.jackfield.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** JSON to and from plain values: null, strings, booleans, numbers, lists and maps. */
final class Json {

    /** Arrays and objects within each other. No method of ours takes more than three. */
    static final int MAX_DEPTH = 64;

    /**
     * Brackets, names and values of a text: a body of 5 MiB of empty objects would otherwise become a hundred MiB of
     * maps. A full batch of 1,000 calls has about ten for each.
     */
    static final int MAX_TOKENS = 100_000;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            // An id may hold half a surrogate pair ("\ud800"), which has no UTF-8 form: it goes back escaped.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build());
    private static final ObjectReader READER = MAPPER.readerFor(Object.class)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final ObjectWriter WRITER = MAPPER.writer();

    private Json() {}

    /**
     * @throws com.fasterxml.jackson.core.exc.StreamConstraintsException if it is beyond the limits above
     * @throws IOException if it is not one JSON text in UTF-8 and nothing after it
     */
    static Object read(byte[] utf8) throws IOException {
        // Left to itself, the parser guesses at other encodings and takes overlong forms.
        return READER.readValue(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(utf8))
                .toString());
    }

    /** ASCII only. */
    static byte[] write(Object value) throws IOException {
        return WRITER.writeValueAsBytes(value);
    }
}
