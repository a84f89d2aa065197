package org.jackfield.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes files as a tar archive, POSIX's: what a header has no room for stands in one before it. */
final class TarWriter {

    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final long MAX_OCTAL_SIZE = 1L << 33;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * @param seconds since 1970, when the file was changed
     * @param type content type, may be empty
     * @param content of that size; not closed
     */
    void file(String name, long mode, long size, long seconds, String type, InputStream content) throws IOException {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        String extra = "";
        if (path.length > NAME_BYTES || path.length != name.length()) {
            extra += record("path", name);
        }
        if (size >= MAX_OCTAL_SIZE) {
            extra += record("size", Long.toString(size));
        }
        if (!type.isEmpty()) {
            extra += record(TarReader.TYPE_ATTRIBUTE, type);
        }
        if (!extra.isEmpty()) {
            byte[] records = extra.getBytes(StandardCharsets.UTF_8);
            header("PaxHeader".getBytes(StandardCharsets.US_ASCII), 0644, records.length, 0, 'x');
            out.write(records);
            pad(records.length);
        }
        header(path, mode, size, Math.max(0, seconds), '0');
        content.transferTo(out);
        pad(size);
    }

    void end() throws IOException {
        out.write(new byte[2 * BLOCK]);
    }

    private void header(byte[] path, long mode, long size, long seconds, char type) throws IOException {
        byte[] header = new byte[BLOCK];
        System.arraycopy(path, 0, header, 0, Math.min(NAME_BYTES, path.length));
        put(header, 100, String.format("%07o", mode & 0xfff));
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, String.format("%011o", Math.min(size, MAX_OCTAL_SIZE - 1)));
        put(header, 136, String.format("%011o", Math.min(seconds, MAX_OCTAL_SIZE - 1)));
        header[156] = (byte) type;
        put(header, 257, "ustar\00000");
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, 148, String.format("%06o\0", sum));
        out.write(header);
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    /** A length that counts its own digits. */
    private static String record(String key, String value) {
        int rest = (' ' + key + '=' + value + '\n').getBytes(StandardCharsets.UTF_8).length;
        int length = rest + 1;
        while (length != rest + Integer.toString(length).length()) {
            length++;
        }
        return length + " " + key + '=' + value + '\n';
    }
}
