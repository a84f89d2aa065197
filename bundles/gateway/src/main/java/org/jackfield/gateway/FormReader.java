package org.jackfield.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;

/**
 * Reads the parts of a form ({@code multipart/form-data}, RFC 7578) as they pass, over Jetty's parser: that one is given a buffer at a
 * time, and tells what it has found in it, when somebody wants more. Heads of parts are bounded, parts are not.
 */
final class FormReader {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int MAX_HEAD_BYTES = 16 * 1024;
    private static final int MAX_BOUNDARY = 70;

    private final InputStream body;
    private final MultiPart.Parser parser;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    /** Found in the buffer and not taken yet. */
    private final Deque<Event> events = new ArrayDeque<>();

    private sealed interface Event {}

    private record Begin(Map<String, String> head) implements Event {}

    private record Bytes(ByteBuffer bytes) implements Event {}

    private enum Mark implements Event {
        PART_END,
        FORM_END
    }

    private record Malformed(String how) implements Event {}

    /**
     * @param contentType of the whole, with the boundary
     * @throws Refusal if there is no boundary
     */
    FormReader(String contentType, InputStream body) throws Refusal {
        this.body = body;
        parser = new MultiPart.Parser(boundary(contentType), new Events());
        parser.setPartHeadersMaxLength(MAX_HEAD_BYTES);
        parser.setMaxParts(-1);
    }

    /**
     * A part.
     *
     * @param name of the file, or of the field if it is none
     * @param type its content type, empty if it has none
     * @param content ends with the part; valid until the next one is asked for
     */
    record Part(String name, String type, InputStream content) {}

    /**
     * The next part, empty at the end.
     *
     * @throws IOException if the form is malformed or ends too early
     */
    Optional<Part> next() throws IOException {
        while (true) {
            Event event = event();
            if (event == Mark.FORM_END) {
                return Optional.empty();
            }
            if (event instanceof Begin begin) {
                return Optional.of(part(begin.head()));
            }
        }
    }

    private Part part(Map<String, String> head) {
        Map<String, String> disposition = parameters(head.getOrDefault("content-disposition", ""));
        String file = disposition.getOrDefault("filename", "");
        return new Part(
                file.isEmpty() ? disposition.getOrDefault("name", "") : file,
                head.getOrDefault("content-type", ""),
                new PartStream());
    }

    private Event event() throws IOException {
        while (events.isEmpty()) {
            int count = body.read(buffer);
            parser.parse(count < 0 ? Content.Chunk.EOF : Content.Chunk.from(ByteBuffer.wrap(buffer, 0, count), false));
        }
        Event event = events.remove();
        if (event instanceof Malformed malformed) {
            throw new IOException("error reading multipart form: " + malformed.how());
        }
        return event;
    }

    private static String boundary(String contentType) throws Refusal {
        String boundary = parameters(contentType).getOrDefault("boundary", "");
        if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
            throw Refusal.badRequest("a form has a boundary of 1 to " + MAX_BOUNDARY + " characters");
        }
        return boundary;
    }

    private static Map<String, String> parameters(String value) {
        Map<String, String> parameters = new HashMap<>();
        try {
            HttpField.getValueParameters(value, parameters);
        } catch (IllegalArgumentException e) {
            // What is malformed says nothing.
            return Map.of();
        }
        parameters.values().removeIf(Objects::isNull);
        return parameters;
    }

    private final class Events implements MultiPart.Parser.Listener {

        private Map<String, String> head = new HashMap<>();

        @Override
        public void onPartBegin() {
            head = new HashMap<>();
        }

        @Override
        public void onPartHeader(String name, String value) {
            head.put(name.toLowerCase(Locale.ROOT), value);
        }

        @Override
        public void onPartHeaders() {
            events.add(new Begin(head));
        }

        @Override
        public void onPartContent(Content.Chunk chunk) {
            if (chunk.hasRemaining()) {
                events.add(new Bytes(chunk.getByteBuffer()));
            }
        }

        @Override
        public void onPartEnd() {
            events.add(Mark.PART_END);
        }

        @Override
        public void onComplete() {
            events.add(Mark.FORM_END);
        }

        @Override
        public void onFailure(Throwable failure) {
            events.add(new Malformed(
                    failure instanceof EOFException ? "it ends too early" : String.valueOf(failure.getMessage())));
        }
    }

    /** The bytes up to the end of the part that has begun. */
    private final class PartStream extends InputStream {

        private ByteBuffer bytes = ByteBuffer.allocate(0);
        private boolean ended;

        @Override
        public int read() throws IOException {
            return fill() ? bytes.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, bytes.remaining());
            bytes.get(into, offset, count);
            return count;
        }

        private boolean fill() throws IOException {
            while (!ended && !bytes.hasRemaining()) {
                Event event = event();
                ended = !(event instanceof Bytes);
                bytes = event instanceof Bytes more ? more.bytes() : bytes;
            }
            return bytes.hasRemaining();
        }
    }
}
