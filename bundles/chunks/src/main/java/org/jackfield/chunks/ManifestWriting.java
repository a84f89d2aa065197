package org.jackfield.chunks;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;

/**
 * Manifests as JSON, byte for byte as the original writes them: keys in its order, what is empty left out but for the time, and
 * strings escaped as Go does, which has HTML in mind.
 *
 * <p>Source: ethersphere/swarm v0.5.8, api/manifest.go:39-60; Go's encoding/json ("HTMLEscape") and time ("RFC3339Nano").
 */
final class ManifestWriting {

    private final StringBuilder out = new StringBuilder();
    private boolean first;

    private ManifestWriting() {}

    static byte[] bytes(List<ManifestEntry> entries) {
        ManifestWriting writing = new ManifestWriting();
        String separator = "{\"entries\":[";
        for (ManifestEntry entry : entries) {
            writing.out.append(separator);
            writing.entry(entry);
            separator = ",";
        }
        writing.out.append(entries.isEmpty() ? "{}" : "]}");
        return writing.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void entry(ManifestEntry entry) {
        first = true;
        out.append('{');
        text(
                "hash",
                entry.hash()
                        .map(Reference::hex)
                        .or(() -> entry.access().map(Access::hash))
                        .orElse(""));
        text("path", entry.path());
        text("contentType", entry.contentType());
        number("mode", entry.mode());
        number("size", entry.size());
        text("mod_time", time(entry.modTime()));
        number("status", entry.status());
        entry.access().ifPresent(access -> key("access").append(access.json()));
        entry.feed()
                .ifPresent(feed -> key("feed")
                        .append("{\"topic\":\"")
                        .append(feed.topicHex())
                        .append("\",\"user\":\"")
                        .append(feed.userHex())
                        .append("\"}"));
        out.append('}');
    }

    private void text(String key, String value) {
        if (!value.isEmpty()) {
            key(key).append('"');
            value.codePoints().forEach(this::character);
            out.append('"');
        }
    }

    private void number(String key, long value) {
        if (value != 0) {
            key(key).append(value);
        }
    }

    private StringBuilder key(String key) {
        out.append(first ? "\"" : ",\"").append(key).append("\":");
        first = false;
        return out;
    }

    private void character(int character) {
        switch (character) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '<', '>', '&', 0x2028, 0x2029 -> escape(character);
            default -> {
                if (character < ' ') {
                    escape(character);
                } else {
                    out.appendCodePoint(character);
                }
            }
        }
    }

    private void escape(int character) {
        out.append("\\u").append(HexFormat.of().toHexDigits((short) character));
    }

    private static String time(OffsetDateTime time) {
        StringBuilder text = new StringBuilder(String.format(
                "%04d-%02d-%02dT%02d:%02d:%02d",
                time.getYear(),
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond()));
        if (time.getNano() != 0) {
            text.append(String.format(".%09d", time.getNano()).replaceAll("0+$", ""));
        }
        ZoneOffset zone = time.getOffset();
        return text.append(zone.getTotalSeconds() == 0 ? "Z" : zone.getId()).toString();
    }
}
