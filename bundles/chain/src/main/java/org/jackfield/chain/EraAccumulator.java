package org.jackfield.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jackfield.crypto.Sha256;

/**
 * The accumulator of an era1 file: the hash tree root (consensus-specs, ssz/simple-serialize.md) of a list of up to
 * {@value #MAX_BLOCKS} pairs of block hash and total difficulty.
 *
 * <pre>
 *   leaf    SHA-256(block hash || total difficulty: 32 B little-endian)
 *   tree    SHA-256(left || right) over {@value #DEPTH} levels, zero leaves at the end
 *   root    SHA-256(tree || count of blocks: 32 B little-endian)
 * </pre>
 */
final class EraAccumulator {

    static final int MAX_BLOCKS = 8192;

    private static final int DEPTH = 13;
    private static final int BYTES = 32;

    private final List<byte[]> leaves = new ArrayList<>();

    boolean isFull() {
        return leaves.size() == MAX_BLOCKS;
    }

    /** Adds a block, for which there must be room. */
    void add(byte[] hash, BigInteger totalDifficulty) {
        if (isFull()) {
            throw new IllegalStateException("it has " + MAX_BLOCKS + " blocks");
        }
        leaves.add(Sha256.hash(hash, littleEndian(totalDifficulty)));
    }

    int count() {
        return leaves.size();
    }

    byte[] root() {
        List<byte[]> level = leaves;
        byte[] zero = new byte[BYTES];
        for (int i = 0; i < DEPTH; i++) {
            level = parents(level, zero);
            zero = Sha256.hash(zero, zero);
        }
        byte[] tree = level.isEmpty() ? zero : level.get(0);
        return Sha256.hash(tree, littleEndian(BigInteger.valueOf(leaves.size())));
    }

    static byte[] littleEndian(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] out = new byte[BYTES];
        for (int i = 0; i < Math.min(bytes.length, BYTES); i++) {
            out[i] = bytes[bytes.length - 1 - i];
        }
        return out;
    }

    private static List<byte[]> parents(List<byte[]> level, byte[] zero) {
        List<byte[]> parents = new ArrayList<>();
        for (int i = 0; i < level.size(); i += 2) {
            parents.add(Sha256.hash(level.get(i), i + 1 < level.size() ? level.get(i + 1) : zero));
        }
        return parents;
    }
}
