package org.jackfield.chunks;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through the chunks of content, and of all that a directory has, in an order that is always the same: a node comes after what
 * is under it, so that whoever lets chunks go still has those that the way goes by. What comes again, and somebody may have made
 * content of nothing but itself, is gone into once. Used by one thread.
 */
final class ChunkWalk {

    /** Of 128 GiB, if it is plain. */
    static final int MAX_NODES = 1 << 18;

    private final ChunkSource source;
    private final Visitor visitor;
    private final Set<Address> entered = new HashSet<>();

    interface Visitor {

        /** @param siblings each once */
        void visit(List<Address> siblings) throws IOException;
    }

    ChunkWalk(ChunkSource source, Visitor visitor) {
        this.source = source;
        this.visitor = visitor;
    }

    /** @param raw whether it is content by itself, not a directory */
    void all(Reference root, boolean raw) throws IOException {
        if (!raw) {
            Manifest.open(root, files()).walk(entry -> {
                Optional<Reference> hash = entry.readable();
                return hash.isPresent() && content(hash.get());
            });
        }
        content(root);
    }

    /** Returns whether it is the first time. */
    private boolean content(Reference root) throws IOException {
        if (root.isEmpty() || !enter(root.address())) {
            return false;
        }
        below(TreeNode.root(root, Content.await(source.get(root.address()))));
        visitor.visit(List.of(root.address()));
        return true;
    }

    private void below(TreeNode node) throws IOException {
        if (node.isLeaf()) {
            return;
        }
        List<TreeNode.Pending> children = node.children(node.offset(), node.offset() + node.size());
        for (TreeNode.Pending child : children) {
            Address address = child.reference().address();
            if (!child.isLeaf() && enter(address)) {
                below(TreeNode.of(child, Content.await(source.get(address))));
            }
        }
        visitor.visit(children.stream()
                .map(child -> child.reference().address())
                .distinct()
                .toList());
    }

    private boolean enter(Address address) throws MalformedContentException {
        if (entered.size() == MAX_NODES) {
            throw new MalformedContentException(
                    "more than " + MAX_NODES + " nodes and files are too many to be pinned");
        }
        return entered.add(address);
    }

    private ContentStore files() {
        ChunkSink none = chunks -> {
            throw new IOException("nothing is stored on a walk");
        };
        return ContentStore.of(none, source, Runnable::run, 1);
    }
}
