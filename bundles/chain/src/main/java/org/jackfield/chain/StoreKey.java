package org.jackfield.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Keys of the block store. Numbers come first and big-endian, so that neighbours in the chain are neighbours on disk.
 *
 * <pre>
 *   'c' number            hash of the canonical block
 *   'n' hash              number
 *   'h' number hash       encoded header
 *   'b' number hash       encoded body
 *   's' number hash       receipts, slim
 *   'r' number hash       receipts with their blooms, as the first release stored them; only read
 *   'a' number hash       encoded block access list
 *   't' number hash       total difficulty, big-endian
 *   'x' transaction hash  number of the block it was last canonical in (8 bytes), index in there (4 bytes)
 *   'm' name              markers: format, genesis (a hash), head (a hash), indexed (the number up to which 'x' is complete)
 * </pre>
 */
final class StoreKey {

    static final byte[] FORMAT = marker("format");
    static final byte[] GENESIS = marker("genesis");
    static final byte[] HEAD = marker("head");
    static final byte[] INDEXED = marker("indexed");
    /** Behind the keys of all headers. */
    static final byte[] HEADERS_END = {'h' + 1};

    private StoreKey() {}

    static byte[] canonical(long number) {
        return ByteBuffer.allocate(9).put((byte) 'c').putLong(number).array();
    }

    static byte[] number(byte[] hash) {
        return ByteBuffer.allocate(1 + hash.length).put((byte) 'n').put(hash).array();
    }

    static byte[] header(long number, byte[] hash) {
        return of('h', number, hash);
    }

    static byte[] body(long number, byte[] hash) {
        return of('b', number, hash);
    }

    static byte[] receipts(long number, byte[] hash) {
        return of('s', number, hash);
    }

    static byte[] fullReceipts(long number, byte[] hash) {
        return of('r', number, hash);
    }

    static byte[] accessList(long number, byte[] hash) {
        return of('a', number, hash);
    }

    /** Not after any key of an access list of a block from {@code number} on. */
    static byte[] accessLists(long number) {
        return accessList(number, new byte[0]);
    }

    static byte[] totalDifficulty(long number, byte[] hash) {
        return of('t', number, hash);
    }

    static byte[] transaction(byte[] hash) {
        return ByteBuffer.allocate(1 + hash.length).put((byte) 'x').put(hash).array();
    }

    /** The number in the key of a header. */
    static long numberIn(byte[] headerKey) {
        return ByteBuffer.wrap(headerKey).getLong(1);
    }

    private static byte[] of(char kind, long number, byte[] hash) {
        return ByteBuffer.allocate(9 + hash.length)
                .put((byte) kind)
                .putLong(number)
                .put(hash)
                .array();
    }

    private static byte[] marker(String name) {
        return ('m' + name).getBytes(StandardCharsets.US_ASCII);
    }
}
