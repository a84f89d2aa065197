package org.jackfield.gateway;

import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.chunks.Content;

/** Answers with content, or with the part that is asked for; with nothing but a status if the caller has it already. */
final class ContentReply {

    private static final String FOREVER = "max-age=2147483648, immutable";

    private ContentReply() {}

    /**
     * @param tag what tells this content from any other: its reference
     * @param type may be empty, then a browser is kept from guessing
     * @param name for a browser that keeps it
     * @throws Refusal if there is no such part
     */
    static Reply of(Call call, Content content, String tag, String type, String name) throws Refusal {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ETag", '"' + tag + '"');
        headers.put("Cache-Control", FOREVER);
        if (matches(call.header("if-none-match"), tag)) {
            return new Reply(304, headers, 0, out -> {});
        }
        headers.put("Content-Type", type.isEmpty() ? "application/octet-stream" : type);
        headers.put("Content-Disposition", "inline; filename=\"" + name.replaceAll("[\"\\\\\\p{Cntrl}]", "_") + '"');
        headers.put("Accept-Ranges", "bytes");
        headers.put("X-Content-Type-Options", "nosniff");
        Optional<ByteRange> range = wanted(call, content.size(), tag);
        range.ifPresent(part -> headers.put("Content-Range", part.text(content.size())));
        ByteRange part = range.orElse(new ByteRange(0, content.size()));
        return new Reply(range.isPresent() ? 206 : 200, headers, part.length(), out -> {
            try (InputStream in = content.stream(part.from(), part.length())) {
                in.transferTo(out);
            }
        });
    }

    private static Optional<ByteRange> wanted(Call call, long size, String tag) throws Refusal {
        Optional<String> range = call.header("range");
        // A part of something else would be of no use.
        if (range.isEmpty()
                || !call.header("if-range").map(have -> isTag(have, tag)).orElse(true)) {
            return Optional.empty();
        }
        return ByteRange.of(range.get(), size);
    }

    private static boolean matches(Optional<String> header, String tag) {
        return header.isPresent() && Arrays.stream(header.get().split(",")).anyMatch(have -> isTag(have, tag));
    }

    /** With quotation marks or, as the original's clients send it, without. */
    private static boolean isTag(String have, String tag) {
        return have.strip().replaceFirst("^W/", "").replace("\"", "").equals(tag);
    }
}
