package org.jackfield.chunks;

import java.util.ArrayList;
import java.util.List;

/**
 * A chunk in its place in a tree, decrypted, and checked against what its parent says about it.
 *
 * @param level 0 for a leaf
 * @param offset of its first byte in the content
 * @param size bytes of content under it
 * @param data span and payload, plain; of an encrypted tree with what it was padded with
 */
record TreeNode(TreeShape shape, int level, long offset, long size, byte[] data) {

    /**
     * A child before it is there.
     *
     * @param level the highest that it can be on
     * @param offset of its first byte in the content
     */
    record Pending(Reference reference, int level, long offset, long size) {

        boolean isLeaf() {
            return TreeShape.of(reference).levelOf(size, level) == 0;
        }
    }

    /** The root, whose size is the content's. */
    static TreeNode root(Reference reference, Chunk chunk) throws MalformedContentException {
        TreeShape shape = TreeShape.of(reference);
        byte[] data = opened(reference, chunk);
        long size = Chunk.span(data);
        if (size <= 0 || size > TreeShape.MAX_SIZE) {
            throw new MalformedContentException(reference + " is no content"
                    + (shape.encrypted() ? ", or the key is wrong" : ": its span is " + size));
        }
        return of(shape, shape.rootLevel(size), 0, size, data);
    }

    /** What was pending. */
    static TreeNode of(Pending pending, Chunk chunk) throws MalformedContentException {
        byte[] data = opened(pending.reference(), chunk);
        if (Chunk.span(data) != pending.size()) {
            throw new MalformedContentException(
                    "a node of " + pending.size() + " bytes says that it has " + Chunk.span(data));
        }
        TreeShape shape = TreeShape.of(pending.reference());
        return of(shape, shape.levelOf(pending.size(), pending.level()), pending.offset(), pending.size(), data);
    }

    boolean isLeaf() {
        return level == 0;
    }

    /** The children that have content from {@code from} on and before {@code end}. */
    List<Pending> children(long from, long end) {
        long capacity = shape.capacity(level - 1);
        List<Pending> children = new ArrayList<>();
        long first = Math.max(0, (from - offset) / capacity);
        int count = shape.children(size, level);
        for (int i = (int) first; i < count && offset + i * capacity < end; i++) {
            Reference reference =
                    Reference.of(data, Chunk.SPAN_BYTES + i * shape.referenceBytes(), shape.referenceBytes());
            children.add(
                    new Pending(reference, level - 1, offset + i * capacity, Math.min(capacity, size - i * capacity)));
        }
        return children;
    }

    private static TreeNode of(TreeShape shape, int level, long offset, long size, byte[] data)
            throws MalformedContentException {
        long expected = level == 0 ? size : (long) shape.children(size, level) * shape.referenceBytes();
        long length = shape.encrypted() ? Chunk.MAX_PAYLOAD_BYTES : expected;
        if (data.length != Chunk.SPAN_BYTES + length) {
            throw new MalformedContentException("a chunk over " + size + " bytes has " + (Chunk.SPAN_BYTES + length)
                    + " bytes, got " + data.length);
        }
        return new TreeNode(shape, level, offset, size, data);
    }

    private static byte[] opened(Reference reference, Chunk chunk) {
        return reference
                .key()
                .map(key -> new ChunkCipher(key).decrypt(chunk.data()))
                .orElse(chunk.data());
    }
}
