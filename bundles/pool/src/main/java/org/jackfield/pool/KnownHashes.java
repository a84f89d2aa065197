package org.jackfield.pool;

import java.util.Arrays;
import org.jackfield.crypto.Hash;

/**
 * Remembers the last hashes that were added, at least {@code capacity} and at most twice as many, by their first eight bytes:
 * 16 to 32 bytes of memory each. Two generations: when the younger is full, the elder is forgotten.
 */
final class KnownHashes {

    private static final int FIRST_SLOTS = 64;

    private final int capacity;
    private long[] young = new long[FIRST_SLOTS];
    private long[] old = new long[FIRST_SLOTS];
    private int count;

    KnownHashes(int capacity) {
        this.capacity = capacity;
    }

    /** @return whether it is new */
    boolean add(Hash hash) {
        if (has(hash)) {
            return false;
        }
        if (count == capacity) {
            age();
        } else if (2 * count >= young.length) {
            grow();
        }
        young[slot(young, key(hash))] = key(hash);
        count++;
        return true;
    }

    boolean has(Hash hash) {
        long key = key(hash);
        return young[slot(young, key)] == key || old[slot(old, key)] == key;
    }

    /** Forgets the elder half. */
    void age() {
        old = young;
        young = new long[FIRST_SLOTS];
        count = 0;
    }

    private void grow() {
        long[] before = young;
        young = new long[2 * before.length];
        Arrays.stream(before).filter(key -> key != 0).forEach(key -> young[slot(young, key)] = key);
    }

    /** Where the key is, or may be put. */
    private static int slot(long[] table, long key) {
        int slot = (int) (key * 0x9e3779b97f4a7c15L >>> 32) & table.length - 1;
        while (table[slot] != 0 && table[slot] != key) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    /** Zero marks an empty slot. */
    private static long key(Hash hash) {
        return hash.prefix() | 1;
    }
}
