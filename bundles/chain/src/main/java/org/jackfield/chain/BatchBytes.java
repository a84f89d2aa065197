package org.jackfield.chain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.rocksdb.WriteBatch;

/**
 * A write batch of RocksDB, put together on this side of the native library's border: a call over it for every key and value
 * costs more than all else that is done with them here. Used by one thread.
 *
 * <pre>
 *   sequence number   8 B   zero: the database gives it
 *   records           4 B   how many, little-endian, as all that is here
 *   put               01  varint length, key    varint length, value
 *   range deletion    0f  varint length, first  varint length, end (not deleted)
 *
 *   varint: 7 bits a byte, the lowest first, 80 set in all but the last
 * </pre>
 *
 * <p>Source: RocksDB, db/write_batch.cc ("WriteBatch::rep_") and db/dbformat.h ("ValueType"). Its log has the same form, so that
 * it does not change.
 */
final class BatchBytes {

    private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;
    private static final int COUNT_AT = Long.BYTES;
    private static final byte PUT = 0x01;
    private static final byte RANGE_DELETION = 0x0f;

    /** Kind and two lengths. */
    private static final int MAX_RECORD_HEADER_BYTES = 1 + 2 * 5;

    /** What is kept for the next batch, at most. */
    private static final int KEPT_BYTES = 8 << 20;

    private byte[] bytes = new byte[1 << 12];
    private int size = HEADER_BYTES;
    private int count;

    /** A moment in the life of a batch. */
    record Mark(int size, int count) {}

    void put(byte[] key, byte[] value) {
        add(PUT, key, value);
    }

    /** Deletes the keys from {@code first} on that are before {@code end}. */
    void deleteRange(byte[] first, byte[] end) {
        add(RANGE_DELETION, first, end);
    }

    int count() {
        return count;
    }

    int size() {
        return size;
    }

    Mark mark() {
        return new Mark(size, count);
    }

    /** Takes out what came after. */
    void backTo(Mark mark) {
        size = mark.size();
        count = mark.count();
    }

    void clear() {
        backTo(new Mark(HEADER_BYTES, 0));
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[KEPT_BYTES];
        }
    }

    /** The batch as the database takes it; closed by whoever asked. */
    WriteBatch writes() {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(COUNT_AT, count);
        return new WriteBatch(Arrays.copyOf(bytes, size));
    }

    private void add(byte kind, byte[] first, byte[] second) {
        ensure(MAX_RECORD_HEADER_BYTES + first.length + second.length);
        bytes[size++] = kind;
        add(first);
        add(second);
        count++;
    }

    private void add(byte[] string) {
        int length = string.length;
        while (length > 0x7f) {
            bytes[size++] = (byte) (length | 0x80);
            length >>>= 7;
        }
        bytes[size++] = (byte) length;
        System.arraycopy(string, 0, bytes, size, string.length);
        size += string.length;
    }

    private void ensure(int more) {
        int wanted = Math.addExact(size, more);
        if (wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(wanted, Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
    }
}
