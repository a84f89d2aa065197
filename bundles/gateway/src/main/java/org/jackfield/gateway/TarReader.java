package org.jackfield.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the files of a tar archive as they pass: ustar, with long names and sizes as POSIX ("pax") and GNU tell them. Of what is
 * not a file it takes no notice. Libraries read such names whole, however long somebody makes them; here they are bounded.
 *
 * <pre>
 *   512 B     header: name 100, mode 8, uid 8, gid 8, size 12, mtime 12, checksum 8, type 1, link 100, "ustar", …, prefix 155 at 345
 *   size      content, padded to 512
 *   …         two empty blocks at the end
 * </pre>
 */
final class TarReader {

    static final String TYPE_ATTRIBUTE = "SCHILY.xattr.user.swarm.content-type";

    private static final int BLOCK = 512;
    private static final int MAX_EXTRA_BYTES = 1 << 20;
    /** Of the year 9999: what comes after cannot be written in a manifest. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private static final Map<String, String> NONE = Map.of();

    private final InputStream in;
    private BoundedPart current;
    private long padding;

    TarReader(InputStream in) {
        this.in = in;
        current = new BoundedPart(in, 0);
    }

    /**
     * A file.
     *
     * @param type its content type, empty if the archive does not say
     * @param content ends with the file; valid until the next one is asked for
     */
    record Entry(String name, long mode, long size, Instant modified, String type, InputStream content) {}

    /**
     * The next file, empty at the end.
     *
     * @throws IOException if the archive is malformed or ends too early
     */
    Optional<Entry> next() throws IOException {
        Map<String, String> extra = NONE;
        while (true) {
            skip();
            byte[] header = in.readNBytes(BLOCK);
            if (header.length == 0 || header.length == BLOCK && isEmpty(header)) {
                return Optional.empty();
            }
            check(header);
            switch (header[156]) {
                case 'x' -> extra = merged(extra, pax(small(header)));
                case 'L' -> extra = merged(extra, Map.of("path", text(small(header), 0, MAX_EXTRA_BYTES)));
                case '0', 0, '7' -> {
                    Entry entry = entry(header, extra);
                    if (!entry.name().endsWith("/")) {
                        return Optional.of(entry);
                    }
                    extra = NONE;
                }
                default -> {
                    begin(size(header, header[156] == 'g' || header[156] == 'K' ? NONE : extra));
                    extra = header[156] == 'g' || header[156] == 'K' ? extra : NONE;
                }
            }
        }
    }

    private Entry entry(byte[] header, Map<String, String> extra) throws IOException {
        long size = size(header, extra);
        begin(size);
        String seconds = extra.getOrDefault("mtime", "").replaceFirst("\\..*", "");
        long modified = seconds.matches("-?\\d{1,11}") ? Long.parseLong(seconds) : number(header, 136, 12);
        return new Entry(
                extra.getOrDefault("path", name(header)),
                number(header, 100, 8) & 0xfff,
                size,
                Instant.ofEpochSecond(Math.max(0, Math.min(modified, LAST_SECOND))),
                extra.getOrDefault(TYPE_ATTRIBUTE, ""),
                current);
    }

    private void begin(long size) {
        current = new BoundedPart(in, size);
        padding = (BLOCK - size % BLOCK) % BLOCK;
    }

    private void skip() throws IOException {
        try {
            current.skipNBytes(current.left());
            in.skipNBytes(padding);
        } catch (EOFException e) {
            throw new EOFException("the tar archive ends too early");
        }
        padding = 0;
    }

    private byte[] small(byte[] header) throws IOException {
        long size = number(header, 124, 12);
        if (size > MAX_EXTRA_BYTES) {
            throw new IOException("a tar archive with a name of " + size + " bytes");
        }
        begin(size);
        byte[] bytes = current.readNBytes((int) size);
        if (bytes.length < size) {
            throw new EOFException("the tar archive ends too early");
        }
        return bytes;
    }

    private static long size(byte[] header, Map<String, String> extra) throws IOException {
        String size = extra.getOrDefault("size", "");
        return size.matches("\\d{1,18}") ? Long.parseLong(size) : number(header, 124, 12);
    }

    private static String name(byte[] header) {
        boolean ustar = new String(header, 257, 5, StandardCharsets.US_ASCII).equals("ustar") && header[262] == 0;
        String prefix = ustar ? text(header, 345, 155) : "";
        return prefix.isEmpty() ? text(header, 0, 100) : prefix + '/' + text(header, 0, 100);
    }

    private static void check(byte[] header) throws IOException {
        if (header.length < BLOCK) {
            throw new EOFException("the tar archive ends too early");
        }
        long sum = 8 * ' ';
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? 0 : header[i] & 0xff;
        }
        if (sum != number(header, 148, 8)) {
            throw new IOException("no tar archive: a header's checksum is wrong");
        }
    }

    /** Octal digits, or from GNU, with the first bit set, a binary number. */
    private static long number(byte[] header, int at, int length) throws IOException {
        if (header[at] < 0) {
            long value = 0;
            for (int i = at + length - 7; i < at + length; i++) {
                value = value << 8 | header[i] & 0xff;
            }
            return value;
        }
        String digits = text(header, at, length).strip();
        if (!digits.matches("[0-7]{0,12}")) {
            throw new IOException("no tar archive: a number is none");
        }
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static String text(byte[] bytes, int at, int length) {
        int end = at;
        while (end < Math.min(bytes.length, at + length) && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }

    /** Records of {@code LENGTH KEY=VALUE\n}, the length being that of the whole record. */
    private static Map<String, String> pax(byte[] bytes) throws IOException {
        Map<String, String> records = new HashMap<>();
        int at = 0;
        while (at < bytes.length) {
            int space = at;
            int length = 0;
            while (space < bytes.length && bytes[space] >= '0' && bytes[space] <= '9' && space - at < 8) {
                length = 10 * length + bytes[space++] - '0';
            }
            if (space == bytes.length
                    || bytes[space] != ' '
                    || length <= space - at + 1
                    || length > bytes.length - at) {
                throw new IOException("no tar archive: an extended header is malformed");
            }
            String record = new String(bytes, space + 1, at + length - space - 2, StandardCharsets.UTF_8);
            int equals = record.indexOf('=');
            if (equals > 0) {
                records.put(record.substring(0, equals), record.substring(equals + 1));
            }
            at += length;
        }
        return records;
    }

    private static Map<String, String> merged(Map<String, String> one, Map<String, String> other) {
        Map<String, String> both = new HashMap<>(one);
        both.putAll(other);
        return both;
    }

    private static boolean isEmpty(byte[] block) {
        for (byte each : block) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }
}
