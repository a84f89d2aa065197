package org.jackfield.chunks;

import java.nio.ByteBuffer;

/**
 * Keys of the store. Numbers are big-endian, so that keys are in their order.
 *
 * <pre>
 *   'a' address              what is known of a chunk: {@link ChunkRecord}
 *   'b' bin id(8)            address: chunks that are offered to peers
 *   'c' bin                  id(8): the last one given in that bin
 *   'd' address              the chunk's data
 *   'f'                      format of the store
 *   'g' accessed(8) address  nothing: chunks that may be collected, the first one first
 *   'k' reference            pinned content: {@link Pinned}
 *   'n'                      chunks(8) bytes(8) collectable(8) bytes(8): how full the store is
 *   'o'                      base(32): what the bins are counted from
 *   'p' uploaded(8)          address tag(4): uploads to be pushed
 *   't' uid(4)               a tag
 * </pre>
 */
final class StoreKey {

    static final byte[] FORMAT = {'f'};
    static final byte[] STATUS = {'n'};
    static final byte[] BASE = {'o'};

    static final byte[] RECORDS_END = {'a' + 1};

    /** The first of all, and what is behind the last. */
    static final byte[] COLLECTABLE = {'g'};

    static final byte[] COLLECTABLE_END = {'g' + 1};
    static final byte[] PINS = {'k'};
    static final byte[] PINS_END = {'k' + 1};
    static final byte[] UPLOADED = {'p'};
    static final byte[] UPLOADED_END = {'p' + 1};
    static final byte[] TAGS = {'t'};
    static final byte[] TAGS_END = {'t' + 1};

    private StoreKey() {}

    static byte[] record(Address address) {
        return key('a', Address.BYTES).put(address.bytes()).array();
    }

    static byte[] data(Address address) {
        return key('d', Address.BYTES).put(address.bytes()).array();
    }

    static byte[] entry(int bin, long id) {
        return key('b', 1 + Long.BYTES).put((byte) bin).putLong(id).array();
    }

    static byte[] entriesEnd(int bin) {
        return key('b', 1).put((byte) (bin + 1)).array();
    }

    static long idIn(byte[] entry) {
        return ByteBuffer.wrap(entry).getLong(2);
    }

    static byte[] lastId(int bin) {
        return key('c', 1).put((byte) bin).array();
    }

    static byte[] collectable(long accessed, Address address) {
        return key('g', Long.BYTES + Address.BYTES)
                .putLong(accessed)
                .put(address.bytes())
                .array();
    }

    static Address addressIn(byte[] collectable) {
        return Address.of(collectable, 1 + Long.BYTES);
    }

    static byte[] uploaded(long order) {
        return key('p', Long.BYTES).putLong(order).array();
    }

    /** Of a key that ends with, or goes on after, a number. */
    static long numberIn(byte[] key) {
        return ByteBuffer.wrap(key).getLong(1);
    }

    static byte[] tag(int uid) {
        return key('t', Integer.BYTES).putInt(uid).array();
    }

    static byte[] pin(Reference root) {
        return key('k', root.bytes().length).put(root.bytes()).array();
    }

    static Reference rootIn(byte[] pin) {
        return Reference.of(pin, 1, pin.length - 1);
    }

    private static ByteBuffer key(char kind, int length) {
        return ByteBuffer.allocate(1 + length).put((byte) kind);
    }
}
