package org.jackfield.pss;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jackfield.crypto.Sha256;

/**
 * What a message is about, as far as everybody on its way may see: the first four bytes of the SHA-256 of a name (ethersphere swarm
 * v0.5.8, pss/message/topic.go).
 *
 * @param value first byte highest
 */
public record Topic(int value) {

    public static final int BYTES = Integer.BYTES;

    /** The topic of that name in UTF-8. */
    public static Topic named(String name) {
        return new Topic(ByteBuffer.wrap(Sha256.hash(name.getBytes(StandardCharsets.UTF_8)))
                .getInt());
    }

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
