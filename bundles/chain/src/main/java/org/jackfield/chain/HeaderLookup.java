package org.jackfield.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Finds the headers of a {@link HeaderRange}, all of one branch, whatever the head does meanwhile: the hashes are looked up
 * in the index at once. Of a block that is not canonical only those before it are known, as in geth.
 */
final class HeaderLookup {

    /** How many headers are looked up in one go: bounds what an answer holds beyond itself. */
    private static final int LOOKUPS_AT_ONCE = 128;

    /** How far a side branch is walked back. */
    private static final int MAX_STEPS = 4096;

    private final BlockStore store;
    private final int maxBytes;
    private final List<byte[]> headers = new ArrayList<>();
    private long bytes;

    /** @param maxBytes no further header once so many bytes are reached */
    HeaderLookup(BlockStore store, int maxBytes) {
        this.store = store;
        this.maxBytes = maxBytes;
    }

    /** Used once. */
    List<byte[]> find(HeaderRange range, int maxCount) {
        if (range.startHash().isEmpty()) {
            addCanonical(range.startNumber(), range, maxCount);
            return headers;
        }
        byte[] hash = range.startHash().get();
        OptionalLong number = store.numberOf(hash);
        if (number.isPresent() && !addCanonical(number.getAsLong(), range, maxCount)) {
            addSide(number.getAsLong(), hash, range, maxCount);
        }
        return headers;
    }

    /** @return false if the range starts at a block of another branch; nothing has been added then */
    private boolean addCanonical(long start, HeaderRange range, int maxCount) {
        long head = store.head().number();
        if (Long.compareUnsigned(start, head) > 0) {
            return false;
        }
        long[] numbers = range.numbers(start, head, maxCount);
        List<byte[]> hashes = store.canonicalHashes(numbers);
        boolean meant = range.startHash().isEmpty()
                || !hashes.isEmpty()
                        && Arrays.equals(hashes.get(0), range.startHash().get());
        for (int from = 0; meant && from < hashes.size() && bytes < maxBytes; from += LOOKUPS_AT_ONCE) {
            int to = Math.min(from + LOOKUPS_AT_ONCE, hashes.size());
            store.headers(Arrays.copyOfRange(numbers, from, to), hashes.subList(from, to))
                    .forEach(this::add);
        }
        return meant;
    }

    /** Without the index: every block knows the one before it. */
    private void addSide(long start, byte[] startHash, HeaderRange range, int maxCount) {
        long count = Long.compareUnsigned(range.limit(), maxCount) < 0 ? range.limit() : maxCount;
        long last = range.reverse() ? Math.max(start - MAX_STEPS, 0) : start;
        long stride = range.skip() == -1 ? -1 : range.skip() + 1;
        byte[] hash = startHash;
        for (long number = start; number >= last && headers.size() < count && bytes < maxBytes; number--) {
            if (Long.remainderUnsigned(start - number, stride) == 0) {
                add(store.header(number, hash).orElseThrow());
            }
            if (number > last) {
                hash = store.parentHash(number, hash);
            }
        }
    }

    private void add(byte[] header) {
        if (bytes < maxBytes) {
            headers.add(header);
            bytes += header.length;
        }
    }
}
