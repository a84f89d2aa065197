package org.jackfield.chain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.xerial.snappy.Snappy;

/**
 * Snappy's framing format (google/snappy, framing_format.txt).
 *
 * <pre>
 *   chunk       type 1 B | length 3 B, little-endian | contents
 *   ff          stream identifier: "sNaPpY"
 *   00          checksum 4 B | snappy data that inflates to 64 KiB at most
 *   01          checksum 4 B | data as it is
 *   80..fe      to be passed over
 *
 *   checksum    CRC-32C of the data, rotated right by 15 bits, plus 0xa282ead8; little-endian
 * </pre>
 */
final class FramedSnappy {

    private static final byte[] IDENTIFIER = {(byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'};
    private static final int CHUNK_HEADER_BYTES = 4;
    private static final int CHECKSUM_BYTES = 4;
    private static final int MAX_CHUNK_BYTES = 1 << 16;
    private static final int COMPRESSED = 0x00;
    private static final int PLAIN = 0x01;
    private static final int FIRST_SKIPPABLE = 0x80;
    private static final int CHECKSUM_ROTATION = 15;
    private static final int CHECKSUM_ADDEND = 0xa282ead8;

    private FramedSnappy() {}

    /**
     * @param maxBytes more than that is refused
     * @throws InvalidBlockException if {@code input} is not one whole stream
     */
    static byte[] inflate(byte[] input, int maxBytes) throws InvalidBlockException {
        if (!Arrays.equals(input, 0, Math.min(input.length, IDENTIFIER.length), IDENTIFIER, 0, IDENTIFIER.length)) {
            throw new InvalidBlockException("it is not in snappy's framing format");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < input.length; ) {
            if (input.length - at < CHUNK_HEADER_BYTES) {
                throw new InvalidBlockException("a snappy chunk is cut short");
            }
            int type = input[at] & 0xff;
            int length = input[at + 1] & 0xff | (input[at + 2] & 0xff) << 8 | (input[at + 3] & 0xff) << 16;
            int contents = at + CHUNK_HEADER_BYTES;
            if (length > input.length - contents) {
                throw new InvalidBlockException("a snappy chunk is cut short");
            }
            if (type < FIRST_SKIPPABLE) {
                out.writeBytes(data(type, Arrays.copyOfRange(input, contents, contents + length)));
            }
            if (out.size() > maxBytes) {
                throw new InvalidBlockException("it inflates to more than " + maxBytes + " bytes");
            }
            at = contents + length;
        }
        return out.toByteArray();
    }

    /** One whole stream; of nothing, its identifier alone. */
    static byte[] deflate(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(IDENTIFIER);
        for (int at = 0; at < data.length; at += MAX_CHUNK_BYTES) {
            writeChunk(Arrays.copyOfRange(data, at, Math.min(at + MAX_CHUNK_BYTES, data.length)), out);
        }
        return out.toByteArray();
    }

    private static void writeChunk(byte[] data, ByteArrayOutputStream out) {
        byte[] compressed = deflateChunk(data);
        boolean smaller = compressed.length < data.length;
        byte[] contents = smaller ? compressed : data;
        ByteBuffer header =
                ByteBuffer.allocate(CHUNK_HEADER_BYTES + CHECKSUM_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        // The type is the lowest byte, the length stands above it.
        header.putInt((contents.length + CHECKSUM_BYTES) << Byte.SIZE | (smaller ? COMPRESSED : PLAIN));
        out.writeBytes(header.putInt(checksum(data)).array());
        out.writeBytes(contents);
    }

    private static byte[] deflateChunk(byte[] data) {
        try {
            return Snappy.compress(data);
        } catch (IOException e) {
            throw new UncheckedIOException("snappy deflates no " + data.length + " bytes", e);
        }
    }

    private static byte[] data(int type, byte[] contents) throws InvalidBlockException {
        if (type != COMPRESSED && type != PLAIN || contents.length < CHECKSUM_BYTES) {
            throw new InvalidBlockException("a snappy chunk of type " + type + " and " + contents.length + " bytes");
        }
        byte[] data = Arrays.copyOfRange(contents, CHECKSUM_BYTES, contents.length);
        byte[] inflated = type == PLAIN ? data : inflateChunk(data);
        int checksum = contents[0] & 0xff
                | (contents[1] & 0xff) << 8
                | (contents[2] & 0xff) << 16
                | (contents[3] & 0xff) << 24;
        if (inflated.length > MAX_CHUNK_BYTES || checksum != checksum(inflated)) {
            throw new InvalidBlockException("a snappy chunk does not have its checksum");
        }
        return inflated;
    }

    private static byte[] inflateChunk(byte[] data) throws InvalidBlockException {
        try {
            // The length is told at the start, and nothing holds whoever writes it to the truth.
            if (data.length == 0 || Snappy.uncompressedLength(data) > MAX_CHUNK_BYTES) {
                throw new InvalidBlockException("a snappy chunk of more than " + MAX_CHUNK_BYTES + " bytes");
            }
            return Snappy.uncompress(data);
        } catch (IOException e) {
            throw new InvalidBlockException("a snappy chunk is malformed");
        }
    }

    private static int checksum(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return Integer.rotateRight((int) crc.getValue(), CHECKSUM_ROTATION) + CHECKSUM_ADDEND;
    }
}
