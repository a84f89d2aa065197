package org.jackfield.rlp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Writes RLP items one after another into a growing array.
 *
 * <pre>{@code
 * byte[] status = new RlpWriter().beginList().write(69).write(genesisHash).endList().toByteArray();
 * }</pre>
 *
 * <p>Not for use by several threads.
 */
public final class RlpWriter {

    private static final int SHORT_MAX = 55;

    private byte[] output;
    private int size;
    private int[] openLists = new int[8];
    private int open;

    public RlpWriter() {
        this(128);
    }

    /**
     * @param expectedBytes room made in advance
     */
    public RlpWriter(int expectedBytes) {
        output = new byte[Math.max(expectedBytes, 16)];
    }

    /** The encoding of {@code string} alone. */
    public static byte[] encode(byte[] string) {
        return new RlpWriter(string.length + 9).write(string).toByteArray();
    }

    /** The encoding of {@code value} alone, an unsigned integer. */
    public static byte[] encode(long value) {
        return new RlpWriter(9).write(value).toByteArray();
    }

    /** Opens a list; what is written until {@link #endList()} are its items. */
    public RlpWriter beginList() {
        if (open == openLists.length) {
            openLists = Arrays.copyOf(openLists, 2 * open);
        }
        ensure(1);
        openLists[open++] = size++;
        return this;
    }

    /**
     * Closes the list opened last.
     *
     * @throws IllegalStateException if none is open
     */
    public RlpWriter endList() {
        if (open == 0) {
            throw new IllegalStateException("no list is open");
        }
        int header = openLists[--open];
        int length = size - header - 1;
        int more = length > SHORT_MAX ? bytesOf(length) : 0;
        if (more > 0) {
            ensure(more);
            System.arraycopy(output, header + 1, output, header + 1 + more, length);
        }
        size = header;
        putHeader(0xc0, length);
        size += length;
        return this;
    }

    /** A string. */
    public RlpWriter write(byte[] string) {
        return write(string, 0, string.length);
    }

    /**
     * A part of an array as a string.
     *
     * @throws IndexOutOfBoundsException if it is not within the array
     */
    public RlpWriter write(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        ensure(length + 9);
        if (length != 1 || array[offset] < 0) {
            putHeader(0x80, length);
        }
        System.arraycopy(array, offset, output, size, length);
        size += length;
        return this;
    }

    /** An unsigned integer of 64 bits: zero is the empty string. */
    public RlpWriter write(long value) {
        ensure(9);
        int bytes = bytesOf(value);
        if (value < 0 || value > 0x7f) {
            putHeader(0x80, bytes);
        } else if (value == 0) {
            output[size++] = (byte) 0x80;
        }
        putInteger(value, bytes);
        return this;
    }

    /**
     * An unsigned integer of any size.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public RlpWriter write(BigInteger value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("RLP has no negative integers: " + value);
        }
        byte[] bytes = value.toByteArray();
        int zero = bytes[0] == 0 ? 1 : 0;
        return write(bytes, zero, bytes.length - zero);
    }

    /** 0x01 or the empty string. */
    public RlpWriter write(boolean value) {
        return write(value ? 1L : 0L);
    }

    /** Text as a UTF-8 string. */
    public RlpWriter write(String text) {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Items that are encoded already. */
    public RlpWriter writeRaw(byte[] items) {
        ensure(items.length);
        System.arraycopy(items, 0, output, size, items.length);
        size += items.length;
        return this;
    }

    /** Bytes written so far; the header of an open list counts as one. */
    public int size() {
        return size;
    }

    /**
     * A copy of what was written.
     *
     * @throws IllegalStateException if a list is still open
     */
    public byte[] toByteArray() {
        if (open > 0) {
            throw new IllegalStateException(open + " lists are still open");
        }
        return Arrays.copyOf(output, size);
    }

    private void putHeader(int base, int length) {
        if (length <= SHORT_MAX) {
            output[size++] = (byte) (base + length);
        } else {
            int bytes = bytesOf(length);
            output[size++] = (byte) (base + SHORT_MAX + bytes);
            putInteger(length, bytes);
        }
    }

    private void putInteger(long value, int bytes) {
        for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            output[size++] = (byte) (value >>> shift);
        }
    }

    private static int bytesOf(long value) {
        return (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) / Byte.SIZE;
    }

    private void ensure(int more) {
        if (more > output.length - size) {
            output = Arrays.copyOf(output, Math.max(Math.addExact(size, more), 2 * output.length));
        }
    }
}
