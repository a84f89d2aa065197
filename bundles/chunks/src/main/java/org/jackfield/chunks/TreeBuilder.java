package org.jackfield.chunks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts a tree over leaves as they come, one at a time: what is kept is one unfinished node a level. Used by one thread.
 *
 * <p>A node is made as soon as it is full. At the end the unfinished ones are closed from below, which is where the rules of
 * {@link TreeShape} for what dangles come in.
 */
final class TreeBuilder {

    private final TreeShape shape;
    private final Function<byte[], Reference> seal;
    private final List<Node> levels = new ArrayList<>();
    /** The last leaf, if it is not full. */
    private Optional<Subtree> dangling = Optional.empty();

    private record Subtree(Reference reference, long size) {}

    /** References to full children of one level, less than a node can have. */
    private final class Node {

        private final byte[] data = new byte[Chunk.MAX_BYTES];
        private int count;
        private long size;

        void add(Subtree child) {
            byte[] reference = child.reference().bytes();
            System.arraycopy(reference, 0, data, Chunk.SPAN_BYTES + count * reference.length, reference.length);
            size += child.size();
            count++;
        }

        Subtree close() {
            byte[] bytes = Arrays.copyOf(data, Chunk.SPAN_BYTES + count * shape.referenceBytes());
            Chunk.putSpan(bytes, size);
            Subtree closed = new Subtree(seal.apply(bytes), size);
            count = 0;
            size = 0;
            return closed;
        }

        Subtree only() {
            return new Subtree(Reference.of(data, Chunk.SPAN_BYTES, shape.referenceBytes()), size);
        }
    }

    /** @param seal makes a chunk of span and payload, and says by what it is had */
    TreeBuilder(TreeShape shape, Function<byte[], Reference> seal) {
        this.shape = shape;
        this.seal = seal;
    }

    /** @param size of its content: only that of the last one is less than a full leaf's */
    void add(Reference leaf, int size) {
        Subtree subtree = new Subtree(leaf, size);
        if (size < Chunk.MAX_PAYLOAD_BYTES) {
            dangling = Optional.of(subtree);
        } else {
            add(subtree, 0);
        }
    }

    /** Closes what is unfinished. */
    Reference root() {
        Optional<Subtree> carried = dangling;
        for (int i = 0; i < levels.size(); i++) {
            Node node = levels.get(i);
            boolean isRoot = i == levels.size() - 1 && node.count == 1 && carried.isEmpty();
            if (isRoot) {
                carried = Optional.of(node.only());
            } else if (node.count > 0) {
                carried.ifPresent(node::add);
                carried = Optional.of(node.close());
            }
        }
        return carried.map(Subtree::reference).orElse(Reference.EMPTY);
    }

    private void add(Subtree full, int level) {
        if (level == levels.size()) {
            levels.add(new Node());
        }
        Node node = levels.get(level);
        node.add(full);
        if (node.count == shape.branches()) {
            add(node.close(), level + 1);
        }
    }
}
