package org.jackfield.chunks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads manifests, of whoever wrote them: unknown keys are passed over, what has the wrong type is not. */
final class ManifestReading {

    private static final int MAX_DEPTH = 32;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final JsonParser parser;

    private ManifestReading(JsonParser parser) {
        this.parser = parser;
    }

    private interface Part {
        void read(String key) throws IOException;
    }

    /** @throws MalformedContentException if it is no manifest */
    static List<ManifestEntry> entries(byte[] json) throws MalformedContentException {
        try (JsonParser parser = JSON.createParser(json)) {
            List<ManifestEntry> entries = new ManifestReading(parser).manifest();
            if (parser.nextToken() != null) {
                throw new MalformedContentException("something follows the manifest");
            }
            return entries;
        } catch (JsonProcessingException e) {
            throw new MalformedContentException("no manifest: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new MalformedContentException("no manifest: " + e.getMessage());
        } catch (MalformedContentException e) {
            throw e;
        } catch (IOException e) {
            // Not JSON's fault but its encoding's.
            throw new MalformedContentException("no manifest: " + e.getMessage());
        }
    }

    private List<ManifestEntry> manifest() throws IOException {
        List<ManifestEntry> entries = new ArrayList<>();
        parser.nextToken();
        object(key -> {
            if (key.equals("entries") && !parser.hasToken(JsonToken.VALUE_NULL)) {
                expect(JsonToken.START_ARRAY);
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    entries.add(new Entry().read());
                }
            } else {
                parser.skipChildren();
            }
        });
        return entries;
    }

    /** An entry as it is put together. */
    private final class Entry {

        private ManifestEntry entry = new ManifestEntry(
                "", Optional.empty(), "", 0, 0, ManifestEntry.NO_TIME, 0, Optional.empty(), Optional.empty());

        private String hash = "";
        private Optional<String> access = Optional.empty();

        ManifestEntry read() throws IOException {
            object(this::value);
            Optional<Access> locked = access.map(json -> new Access(json, hash));
            return special(
                    locked.isPresent() || hash.isEmpty() ? Optional.empty() : Optional.of(Reference.parse(hash)),
                    locked,
                    entry.feed());
        }

        private void value(String key) throws IOException {
            ManifestEntry e = entry;
            if (parser.hasToken(JsonToken.VALUE_NULL)) {
                return;
            }
            entry = switch (key) {
                case "hash" -> {
                    hash = digits();
                    yield e;
                }
                case "access" -> {
                    access = Optional.of(copied());
                    yield e;
                }
                case "path" -> with(text(), e.contentType(), e.mode(), e.size(), e.modTime(), e.status());
                case "contentType" -> with(e.path(), text(), e.mode(), e.size(), e.modTime(), e.status());
                case "mode" -> with(e.path(), e.contentType(), number(), e.size(), e.modTime(), e.status());
                case "size" -> with(e.path(), e.contentType(), e.mode(), number(), e.modTime(), e.status());
                case "mod_time" ->
                    with(e.path(), e.contentType(), e.mode(), e.size(), OffsetDateTime.parse(text()), e.status());
                case "status" ->
                    with(e.path(), e.contentType(), e.mode(), e.size(), e.modTime(), Math.toIntExact(number()));
                case "feed" -> special(Optional.empty(), Optional.empty(), Optional.of(feed()));
                default -> {
                    parser.skipChildren();
                    yield e;
                }
            };
        }

        private ManifestEntry with(String path, String type, long mode, long size, OffsetDateTime time, int status) {
            return new ManifestEntry(
                    path, Optional.empty(), type, mode, size, time, status, Optional.empty(), entry.feed());
        }

        private ManifestEntry special(Optional<Reference> reference, Optional<Access> locked, Optional<Feed> feed) {
            return new ManifestEntry(
                    entry.path(),
                    reference,
                    entry.contentType(),
                    entry.mode(),
                    entry.size(),
                    entry.modTime(),
                    entry.status(),
                    locked,
                    feed);
        }
    }

    private String digits() throws IOException {
        String digits = text();
        HexFormat.of().parseHex(digits);
        return digits;
    }

    private Feed feed() throws IOException {
        byte[][] parts = {new byte[Feed.TOPIC_BYTES], new byte[Feed.USER_BYTES]};
        object(key -> {
            if (key.equals("topic") || key.equals("user")) {
                String digits = text();
                parts[key.equals("topic") ? 0 : 1] =
                        HexFormat.of().parseHex(digits.startsWith("0x") ? digits.substring(2) : digits);
            } else {
                parser.skipChildren();
            }
        });
        return new Feed(parts[0], parts[1]);
    }

    private String copied() throws IOException {
        expect(JsonToken.START_OBJECT);
        StringWriter copy = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(copy)) {
            generator.copyCurrentStructure(parser);
        }
        return copy.toString();
    }

    private void object(Part part) throws IOException {
        expect(JsonToken.START_OBJECT);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            part.read(key);
        }
    }

    /** A string whose surrogates are in pairs: what is not cannot be written again. */
    private String text() throws IOException {
        expect(JsonToken.VALUE_STRING);
        String text = parser.getText();
        boolean alone = text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
        return alone
                ? text.codePoints()
                        .map(point ->
                                point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xfffd : point)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : text;
    }

    private long number() throws IOException {
        expect(JsonToken.VALUE_NUMBER_INT);
        return parser.getLongValue();
    }

    private void expect(JsonToken token) throws MalformedContentException {
        if (!parser.hasToken(token)) {
            throw new MalformedContentException("no manifest: " + token + " expected, got " + parser.currentToken());
        }
    }
}
