package org.jackfield.rlpx;

/**
 * The elements of a snappy block (google/snappy, format_description.txt), after its length.
 *
 * <pre>
 *   low bits of tag   element
 *   00                literal; high bits: length - 1, or 60..63: it follows in 1..4 bytes
 *   01                copy; 3 bits: length - 4, 3 bits: offset, high part; 1 byte: offset, low part
 *   10                copy; high bits: length - 1; 2 bytes, little-endian: offset
 *   11                copy; high bits: length - 1; 4 bytes, little-endian: offset
 * </pre>
 */
final class SnappyBlock {

    private static final int LITERAL_IN_TAG = 60;

    private SnappyBlock() {}

    /** Whether the elements from {@code at} to {@code end} are well-formed and fill {@code out} exactly. */
    static boolean inflate(byte[] input, int at, int end, byte[] out) {
        int filled = 0;
        while (at < end) {
            int tag = input[at++] & 0xff;
            int extra = extraBytes(tag);
            if (extra > end - at) {
                return false;
            }
            long value = littleEndian(input, at, extra);
            at += extra;
            long length = length(tag, value);
            if (length > out.length - filled) {
                return false;
            }
            if ((tag & 3) == 0) {
                if (length > end - at) {
                    return false;
                }
                System.arraycopy(input, at, out, filled, (int) length);
                at += (int) length;
            } else if (!copy(out, filled, (int) length, (tag & 3) == 1 ? (long) (tag >> 5) << 8 | value : value)) {
                return false;
            }
            filled += (int) length;
        }
        return filled == out.length;
    }

    private static int extraBytes(int tag) {
        return switch (tag & 3) {
            case 0 -> Math.max(0, (tag >> 2) - LITERAL_IN_TAG + 1);
            case 1 -> 1;
            case 2 -> 2;
            default -> 4;
        };
    }

    private static long length(int tag, long value) {
        return switch (tag & 3) {
            case 0 -> 1 + (tag >> 2 < LITERAL_IN_TAG ? tag >> 2 : value);
            case 1 -> 4 + (tag >> 2 & 7);
            default -> 1 + (tag >> 2);
        };
    }

    private static boolean copy(byte[] out, int to, int length, long offset) {
        if (offset < 1 || offset > to) {
            return false;
        }
        // Byte by byte, for a copy may overlap what it makes.
        for (int i = to, from = to - (int) offset; i < to + length; i++, from++) {
            out[i] = out[from];
        }
        return true;
    }

    private static long littleEndian(byte[] input, int at, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (input[at + i] & 0xffL) << 8 * i;
        }
        return value;
    }
}
