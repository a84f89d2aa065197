package org.jackfield.chunks;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Walks a tree's leaves from left to right. Of what is not read yet it knows the references, at most a node's worth a level, and
 * has asked for the first of them; they are decrypted, on other threads, as they come. Used by one thread.
 */
final class ContentStream extends InputStream {

    private static final int NODES_AHEAD = 2;

    private final ChunkSource source;
    private final Executor threads;
    private final long end;
    private final int ahead;
    /** In the order of the content. */
    private final Deque<Wanted> wanted = new ArrayDeque<>();

    private long position;
    private byte[] leaf = new byte[0];
    private int next;
    private int leafEnd;
    private boolean closed;

    private final class Wanted {

        private final TreeNode.Pending pending;
        private Optional<CompletableFuture<Chunk>> chunk = Optional.empty();
        private Optional<CompletableFuture<TreeNode>> node = Optional.empty();

        Wanted(TreeNode.Pending pending) {
            this.pending = pending;
        }

        void ask() {
            if (chunk.isEmpty()) {
                CompletableFuture<Chunk> asked = source.get(pending.reference().address());
                chunk = Optional.of(asked);
                // What is plain is checked sooner than it is handed to another thread.
                node = Optional.of(
                        pending.reference().isEncrypted()
                                ? asked.thenApplyAsync(this::opened, threads)
                                : asked.thenApply(this::opened));
            }
        }

        boolean isThere() {
            return node.map(CompletableFuture::isDone).orElse(false);
        }

        TreeNode await() throws IOException {
            return Content.await(node.orElseThrow());
        }

        void cancel() {
            chunk.ifPresent(asked -> asked.cancel(false));
            node.ifPresent(opened -> opened.cancel(false));
        }

        private TreeNode opened(Chunk came) {
            try {
                return TreeNode.of(pending, came);
            } catch (MalformedContentException e) {
                throw new CompletionException(e);
            }
        }
    }

    /** @param threads that decrypt what is on its way */
    ContentStream(ChunkSource source, Executor threads, TreeNode root, long from, long end, int ahead) {
        this.source = source;
        this.threads = threads;
        this.end = end;
        this.ahead = ahead;
        position = from;
        open(root);
    }

    @Override
    public int read() throws IOException {
        return fill() ? leaf[next(1)] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        int done = 0;
        while (done < length && (done == 0 || isReady()) && fill()) {
            int count = Math.min(length - done, leafEnd - next);
            System.arraycopy(leaf, next(count), into, offset + done, count);
            done += count;
        }
        return done == 0 ? -1 : done;
    }

    /** What is in memory of the leaf that is being read. */
    @Override
    public int available() {
        return leafEnd - next;
    }

    @Override
    public void close() {
        closed = true;
        wanted.forEach(Wanted::cancel);
        wanted.clear();
        next = leafEnd;
    }

    /** Whether there is something to read without waiting: a full buffer is better than half a one, but not than none. */
    private boolean isReady() {
        return next < leafEnd || !wanted.isEmpty() && wanted.peek().isThere();
    }

    private int next(int count) {
        int from = next;
        next += count;
        position += count;
        return from;
    }

    private boolean fill() throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
        while (next == leafEnd && position < end) {
            ask();
            open(wanted.remove().await());
        }
        return position < end;
    }

    private void open(TreeNode node) {
        if (node.isLeaf()) {
            leaf = node.data();
            next = Chunk.SPAN_BYTES + (int) (position - node.offset());
            leafEnd = Chunk.SPAN_BYTES + (int) (Math.min(end, node.offset() + node.size()) - node.offset());
        } else {
            List<TreeNode.Pending> children = node.children(position, end);
            for (int i = children.size() - 1; i >= 0; i--) {
                wanted.push(new Wanted(children.get(i)));
            }
        }
    }

    /** Leaves, and of the nodes with more of them the next one: it is there when its turn comes. */
    private void ask() {
        int looked = 0;
        int nodes = 0;
        for (Wanted item : wanted) {
            nodes += item.pending.isLeaf() ? 0 : 1;
            if (looked++ == ahead || nodes > NODES_AHEAD) {
                return;
            }
            item.ask();
        }
    }
}
