package org.jackfield.chunks;

/**
 * How content becomes a tree, for references of one length.
 *
 * <pre>
 *   plain       references of 32 B, 128 a node
 *   encrypted   references of 64 B,  64 a node
 *
 *   capacity(0) = 4096 (a leaf), capacity(level) = references a node * capacity(level - 1)
 * </pre>
 *
 * <p>A subtree of s bytes under a node of level n stands on the highest level below n whose children are not larger than s: what
 * is less than a child is lifted, what is exactly one is wrapped in a node with a single reference.
 *
 * <p>Source: ethersphere/swarm v0.5.8, storage/chunker.go:178-290 ("TreeSplitter").
 *
 * @param encrypted whether references carry a key
 * @param referenceBytes their length
 * @param branches how many a node has at most
 */
record TreeShape(boolean encrypted, int referenceBytes, int branches) {

    static final TreeShape PLAIN = new TreeShape(false, Address.BYTES);
    static final TreeShape ENCRYPTED = new TreeShape(true, Address.BYTES + Reference.KEY_BYTES);

    /** What no content is longer than: 1 EiB. All capacities that are needed for it are numbers of 64 bits. */
    static final long MAX_SIZE = 1L << 60;

    private TreeShape(boolean encrypted, int referenceBytes) {
        this(encrypted, referenceBytes, Chunk.MAX_PAYLOAD_BYTES / referenceBytes);
    }

    static TreeShape of(Reference reference) {
        return reference.isEncrypted() ? ENCRYPTED : PLAIN;
    }

    /** Bytes of content under a full node of a level; 0 is that of leaves. */
    long capacity(int level) {
        return (long) Chunk.MAX_PAYLOAD_BYTES << level * Integer.numberOfTrailingZeros(branches);
    }

    /** The level of the root over so many bytes. */
    int rootLevel(long size) {
        int level = 0;
        while (capacity(level) < size) {
            level++;
        }
        return level;
    }

    /** On which level a subtree of {@code size} bytes stands that is at most on {@code level}. */
    int levelOf(long size, int level) {
        int lifted = level;
        while (lifted > 0 && size < capacity(lifted - 1)) {
            lifted--;
        }
        return lifted;
    }

    /** How many references a node of a level, not that of leaves, has over so many bytes. */
    int children(long size, int level) {
        return (int) ((size - 1) / capacity(level - 1) + 1);
    }
}
