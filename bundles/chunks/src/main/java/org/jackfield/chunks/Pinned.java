package org.jackfield.chunks;

import java.nio.ByteBuffer;

/**
 * Content that is pinned.
 *
 * <pre>
 *   raw     1 B
 *   size    8 B
 *   count   4 B
 * </pre>
 *
 * @param raw whether it is content by itself, not a directory
 * @param size of the content in bytes, of a directory that of its first manifest
 * @param count how often it is pinned, at least once
 */
public record Pinned(Reference root, boolean raw, long size, int count) {

    private static final int BYTES = 1 + Long.BYTES + Integer.BYTES;

    static Pinned decode(Reference root, byte[] bytes) throws MalformedContentException {
        if (bytes.length != BYTES) {
            throw new MalformedContentException("a stored pin of " + bytes.length + " bytes is none");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new Pinned(root, in.get() != 0, in.getLong(), in.getInt());
    }

    byte[] encoded() {
        return ByteBuffer.allocate(BYTES)
                .put((byte) (raw ? 1 : 0))
                .putLong(size)
                .putInt(count)
                .array();
    }

    Pinned counted(int more) {
        return new Pinned(root, raw, size, Math.addExact(count, more));
    }
}
