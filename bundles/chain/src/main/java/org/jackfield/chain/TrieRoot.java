package org.jackfield.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jackfield.crypto.Keccak256;
import org.jackfield.rlp.RlpWriter;

/**
 * Root hash of a Merkle-Patricia trie (yellow paper, appendix D), computed from all of its entries at once; nothing of
 * the trie is kept.
 *
 * <pre>
 *   leaf        [ path with flag 2, value ]            the only entry under a prefix
 *   extension   [ path with flag 0, node ]             a stretch that all entries share
 *   branch      [ 16 nodes by the next nibble, value ]
 *
 *   a node within a node: the node itself if shorter than 32 bytes, else its Keccak-256
 * </pre>
 */
final class TrieRoot {

    /** Root of the trie without entries: Keccak-256 of the empty string's encoding. */
    static final byte[] EMPTY = Keccak256.hash(new byte[] {(byte) 0x80});

    private static final int LAST_OF_ONE_BYTE = 0x7f;

    private static final int LEAF = 2;
    private static final int EXTENSION = 0;

    /** @param key any bytes; no key occurs twice in a trie */
    record Entry(byte[] key, byte[] value) {}

    private final List<Entry> entries;
    private final byte[][] paths;

    private TrieRoot(List<Entry> sorted) {
        entries = sorted;
        paths = sorted.stream().map(entry -> nibbles(entry.key())).toArray(byte[][]::new);
    }

    static byte[] of(List<Entry> entries) {
        if (entries.isEmpty()) {
            return EMPTY;
        }
        return ofSorted(entries.stream()
                .sorted(Comparator.comparing(Entry::key, Arrays::compareUnsigned))
                .toList());
    }

    /** The trie in which a value's key is the encoding of its index: transactions, receipts, withdrawals. */
    static byte[] ofList(List<byte[]> values) {
        if (values.isEmpty()) {
            return EMPTY;
        }
        List<Entry> sorted = new ArrayList<>(values.size());
        // The encoding of zero, 80, comes after those that are a byte themselves, and before all of several bytes.
        for (int i = 1; i < values.size() && i <= LAST_OF_ONE_BYTE; i++) {
            sorted.add(entry(i, values));
        }
        sorted.add(entry(0, values));
        for (int i = LAST_OF_ONE_BYTE + 1; i < values.size(); i++) {
            sorted.add(entry(i, values));
        }
        return ofSorted(sorted);
    }

    private static byte[] ofSorted(List<Entry> entries) {
        return Keccak256.hash(new TrieRoot(entries).node(0, entries.size(), 0));
    }

    private static Entry entry(int index, List<byte[]> values) {
        return new Entry(RlpWriter.encode(index), values.get(index));
    }

    /** Encoding of the node over the entries {@code from} to {@code to}, which share their first {@code depth} nibbles. */
    private byte[] node(int from, int to, int depth) {
        byte[] first = paths[from];
        if (to - from == 1) {
            return pair(
                    path(first, depth, first.length, LEAF),
                    RlpWriter.encode(entries.get(from).value()));
        }
        // Sorted: what the first and the last share, all share.
        int shared = Arrays.mismatch(first, paths[to - 1]);
        int common = shared < 0 ? first.length : shared;
        if (common > depth) {
            return pair(path(first, depth, common, EXTENSION), reference(node(from, to, common)));
        }
        return branch(from, to, depth);
    }

    private byte[] branch(int from, int to, int depth) {
        RlpWriter out = new RlpWriter(544).beginList();
        boolean endsHere = paths[from].length == depth;
        int at = endsHere ? from + 1 : from;
        for (int nibble = 0; nibble < 16; nibble++) {
            int start = at;
            while (at < to && paths[at][depth] == nibble) {
                at++;
            }
            if (at == start) {
                out.write(0L);
            } else {
                out.writeRaw(reference(node(start, at, depth + 1)));
            }
        }
        out.write(endsHere ? entries.get(from).value() : new byte[0]);
        return out.endList().toByteArray();
    }

    private static byte[] reference(byte[] node) {
        return node.length < 32 ? node : RlpWriter.encode(Keccak256.hash(node));
    }

    private static byte[] pair(byte[] path, byte[] encodedItem) {
        return new RlpWriter(path.length + encodedItem.length + 8)
                .beginList()
                .write(path)
                .writeRaw(encodedItem)
                .endList()
                .toByteArray();
    }

    /** Nibbles {@code from} to {@code to}, packed behind a flag nibble and, if their count is even, a zero nibble. */
    private static byte[] path(byte[] nibbles, int from, int to, int flag) {
        int odd = to - from & 1;
        byte[] packed = new byte[(to - from) / 2 + 1];
        packed[0] = (byte) (flag + odd << 4 | (odd == 1 ? nibbles[from] : 0));
        for (int i = from + odd, at = 1; i < to; i += 2, at++) {
            packed[at] = (byte) (nibbles[i] << 4 | nibbles[i + 1]);
        }
        return packed;
    }

    private static byte[] nibbles(byte[] key) {
        byte[] nibbles = new byte[2 * key.length];
        for (int i = 0; i < key.length; i++) {
            nibbles[2 * i] = (byte) (key[i] >> 4 & 0xf);
            nibbles[2 * i + 1] = (byte) (key[i] & 0xf);
        }
        return nibbles;
    }
}
