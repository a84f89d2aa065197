package org.jackfield.rlp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A cursor over a sequence of RLP items. Nothing is copied before it is asked for; a list is read through a cursor of
 * its own over the same array.
 *
 * <pre>
 *   first byte    item                    header                      contents
 *   00..7f        one byte                none                        the byte itself
 *   80..b7        string of 0..55 B       1 B                         b - 80 bytes
 *   b8..bf        longer string           1 B + 1..8 B of length      that many bytes
 *   c0..f7        list of 0..55 B         1 B                         b - c0 bytes of items
 *   f8..ff        longer list             1 B + 1..8 B of length      that many bytes of items
 * </pre>
 *
 * <p>Canonical means: a single byte under 0x80 has no header, a length has no leading zero and takes the short form
 * where it fits, an integer has no leading zero. Anything else raises {@link RlpException}. Not for use by several
 * threads.
 */
public final class RlpReader {

    /** Lists within lists beyond this are refused. */
    public static final int MAX_DEPTH = 64;

    private static final int SHORT_MAX = 55;

    private final byte[] input;
    private final int end;
    private final int depth;
    private int position;

    // The item at the cursor, as found by header().
    private boolean list;
    private int contents;
    private int length;

    private RlpReader(byte[] input, int start, int end, int depth) {
        this.input = input;
        this.position = start;
        this.end = end;
        this.depth = depth;
    }

    /** Reads {@code input}, which must not change meanwhile. */
    public static RlpReader of(byte[] input) {
        return new RlpReader(input, 0, input.length, 0);
    }

    /**
     * Reads {@code length} bytes of {@code input} from {@code offset}.
     *
     * @throws IndexOutOfBoundsException if they are not within the array
     */
    public static RlpReader of(byte[] input, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, input.length);
        return new RlpReader(input, offset, offset + length, 0);
    }

    /** A cursor over the items of the one list that {@code input} consists of. */
    public static RlpReader ofList(byte[] input) throws RlpException {
        RlpReader outer = of(input);
        RlpReader items = outer.readList();
        outer.finish();
        return items;
    }

    /** Whether an item is left. */
    public boolean hasNext() {
        return position < end;
    }

    /** Offset of the next item from the start of the array. */
    public int position() {
        return position;
    }

    /** Bytes left. */
    public int remaining() {
        return end - position;
    }

    /** Whether the next item is a list. */
    public boolean nextIsList() throws RlpException {
        header();
        return list;
    }

    /** Length of the next item's contents, without its header. */
    public int nextLength() throws RlpException {
        header();
        return length;
    }

    /** Moves past a list and returns a cursor over its items. */
    public RlpReader readList() throws RlpException {
        header();
        if (!list) {
            throw new RlpException(position, "expected a list, got a string of " + length + " bytes");
        }
        if (depth == MAX_DEPTH) {
            throw new RlpException(position, "lists nested deeper than " + MAX_DEPTH);
        }
        position = contents + length;
        return new RlpReader(input, contents, position, depth + 1);
    }

    /** A copy of a string's bytes. */
    public byte[] readBytes() throws RlpException {
        return readBytes(0, Integer.MAX_VALUE);
    }

    /** A copy of a string's bytes, of which there must be {@code exactly} so many. */
    public byte[] readBytes(int exactly) throws RlpException {
        return readBytes(exactly, exactly);
    }

    /** A copy of a string's bytes, of which there must be {@code min} to {@code max}. */
    public byte[] readBytes(int min, int max) throws RlpException {
        string();
        if (length < min || length > max) {
            String expected = min == max ? "" + min : min + " to " + max;
            throw new RlpException(position, "expected " + expected + " bytes, got " + length);
        }
        position = contents + length;
        return Arrays.copyOfRange(input, contents, position);
    }

    /** A string as UTF-8 text; malformed parts become U+FFFD. */
    public String readText(int maxBytes) throws RlpException {
        return new String(readBytes(0, maxBytes), StandardCharsets.UTF_8);
    }

    /** An integer of 0 to {@value Integer#MAX_VALUE}. */
    public int readInt() throws RlpException {
        int at = position;
        long value = readLong();
        if (value > Integer.MAX_VALUE) {
            throw new RlpException(at, "integer " + value + " exceeds 31 bits");
        }
        return (int) value;
    }

    /** An integer of 0 to {@value Long#MAX_VALUE}. */
    public long readLong() throws RlpException {
        int at = position;
        long value = readUnsignedLong();
        if (value < 0) {
            throw new RlpException(at, "integer " + Long.toUnsignedString(value) + " exceeds 63 bits");
        }
        return value;
    }

    /** An integer of up to 64 bits, unsigned. */
    public long readUnsignedLong() throws RlpException {
        integer(Long.BYTES);
        long value = 0;
        for (int i = contents; i < contents + length; i++) {
            value = value << 8 | input[i] & 0xff;
        }
        position = contents + length;
        return value;
    }

    /** An integer of up to 256 bits. */
    public BigInteger readBigInteger() throws RlpException {
        integer(32);
        position = contents + length;
        return new BigInteger(1, input, contents, length);
    }

    /** 0x01 or the empty string. */
    public boolean readBoolean() throws RlpException {
        int at = position;
        long value = readUnsignedLong();
        if (value != 0 && value != 1) {
            throw new RlpException(at, "expected a boolean, got " + Long.toUnsignedString(value));
        }
        return value == 1;
    }

    /** A copy of the next item, string or list, with its header. */
    public byte[] readRaw() throws RlpException {
        int start = position;
        skip();
        return Arrays.copyOfRange(input, start, position);
    }

    /** Moves past the next item. What is inside a list is not looked at. */
    public void skip() throws RlpException {
        header();
        position = contents + length;
    }

    /** Counts the items left without moving. What is inside of lists is not looked at. */
    public int count() throws RlpException {
        RlpReader items = new RlpReader(input, position, end, depth);
        int count = 0;
        while (items.hasNext()) {
            items.skip();
            count++;
        }
        return count;
    }

    /** States that nothing is left. */
    public void finish() throws RlpException {
        if (position < end) {
            throw new RlpException(position, (end - position) + " trailing bytes");
        }
    }

    private void string() throws RlpException {
        header();
        if (list) {
            throw new RlpException(position, "expected a string, got a list of " + length + " bytes");
        }
    }

    private void integer(int maxBytes) throws RlpException {
        string();
        if (length > maxBytes) {
            throw new RlpException(position, "integer of " + length + " bytes, at most " + maxBytes + " expected");
        }
        if (length > 0 && input[contents] == 0) {
            throw new RlpException(position, "integer with a leading zero");
        }
    }

    private void header() throws RlpException {
        if (position >= end) {
            throw new RlpException(position, "expected an item, found the end");
        }
        int first = input[position] & 0xff;
        list = first >= 0xc0;
        if (first < 0x80) {
            contents = position;
            length = 1;
        } else {
            int base = list ? 0xc0 : 0x80;
            if (first - base <= SHORT_MAX) {
                contents = position + 1;
                length = within(first - base);
            } else {
                longHeader(first - base - SHORT_MAX);
            }
        }
        boolean headerNeedless = first == 0x81 && input[contents] >= 0;
        if (headerNeedless) {
            throw new RlpException(position, "single byte below 0x80 with a header");
        }
    }

    private void longHeader(int lengthBytes) throws RlpException {
        contents = position + 1;
        within(lengthBytes);
        if (input[contents] == 0) {
            throw new RlpException(position, "length with a leading zero");
        }
        long value = 0;
        for (int i = 0; i < lengthBytes; i++) {
            if (value >>> (Long.SIZE - Byte.SIZE - 1) != 0) {
                throw new RlpException(position, "length exceeds 63 bits");
            }
            value = value << 8 | input[contents + i] & 0xff;
        }
        if (value <= SHORT_MAX) {
            throw new RlpException(position, "length " + value + " in the long form");
        }
        contents += lengthBytes;
        length = within(value);
    }

    private int within(long wanted) throws RlpException {
        if (wanted > end - contents) {
            throw new RlpException(position, "item of " + wanted + " bytes where " + (end - contents) + " are left");
        }
        return (int) wanted;
    }
}
