package org.jackfield.chunks;

import java.nio.ByteBuffer;

/**
 * What the store knows of a chunk.
 *
 * <pre>
 *   bin id     8 B
 *   uploaded   8 B   its place among the uploads to be pushed; 0: not one of them
 *   accessed   8 B   when it was last wanted, by the store's own count; 0: not to be collected, as it is to be synced first
 *   pins       4 B
 *   tag        4 B
 *   length     2 B   of the data
 *   offered    1 B   whether it is listed in its bin
 *
 *   all big-endian
 * </pre>
 */
record ChunkRecord(long binId, long uploaded, long accessed, int pins, int tag, int length, boolean offered) {

    static final int BYTES = 3 * Long.BYTES + 2 * Integer.BYTES + Short.BYTES + 1;

    static ChunkRecord decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new ChunkRecord(
                in.getLong(), in.getLong(), in.getLong(), in.getInt(), in.getInt(), in.getShort(), in.get() != 0);
    }

    byte[] encoded() {
        return ByteBuffer.allocate(BYTES)
                .putLong(binId)
                .putLong(uploaded)
                .putLong(accessed)
                .putInt(pins)
                .putInt(tag)
                .putShort((short) length)
                .put((byte) (offered ? 1 : 0))
                .array();
    }

    boolean isCollectable() {
        return accessed != 0 && pins == 0;
    }

    ChunkRecord accessed(long now) {
        return new ChunkRecord(binId, uploaded, now, pins, tag, length, offered);
    }

    ChunkRecord pinned(int count) {
        return new ChunkRecord(binId, uploaded, accessed, count, tag, length, offered);
    }

    ChunkRecord pushed() {
        return new ChunkRecord(binId, 0, accessed, pins, tag, length, offered);
    }

    ChunkRecord untagged() {
        return new ChunkRecord(binId, uploaded, accessed, pins, 0, length, offered);
    }
}
