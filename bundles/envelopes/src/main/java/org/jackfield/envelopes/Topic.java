package org.jackfield.envelopes;

import java.nio.ByteBuffer;

/**
 * What an envelope is about, as far as everybody may see: four bytes of the application's choice, usually the first of the
 * Keccak-256 of a name.
 *
 * @param value first byte highest
 */
public record Topic(int value) {

    public static final int BYTES = Integer.BYTES;

    /**
     * @throws IllegalArgumentException unless there are {@value #BYTES} bytes
     */
    public static Topic of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a topic has " + BYTES + " bytes, got " + bytes.length);
        }
        return new Topic(ByteBuffer.wrap(bytes).getInt());
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putInt(value).array();
    }

    /** Eight hexadecimal digits after {@code 0x}. */
    @Override
    public String toString() {
        return String.format("0x%08x", value);
    }
}
