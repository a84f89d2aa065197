package org.jackfield.chunks;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Makes chunks of content, whatever its length: leaves are hashed and put away by the executor's threads, some batches at a time,
 * and the tree over them by the calling one, which waits when the sink is slower than the content comes. So no more than a few
 * megabytes are held. For any thread.
 */
public final class Splitter {

    private static final int LEAVES_AT_ONCE = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ChunkSink sink;
    private final Executor threads;
    private final int batchesAhead;
    private final Consumer<byte[]> chance;

    /** @param parallel how many batches of 128 KiB are worked on at once; half as many again wait */
    public Splitter(ChunkSink sink, Executor threads, int parallel) {
        this(sink, threads, parallel, RANDOM::nextBytes);
    }

    /** @param chance fills arrays with random bytes, on any thread */
    Splitter(ChunkSink sink, Executor threads, int parallel, Consumer<byte[]> chance) {
        this.chance = chance;
        this.sink = sink;
        this.threads = threads;
        batchesAhead = parallel + (parallel + 1) / 2;
    }

    private record Leaf(Reference reference, int size) {}

    /** One content on its way. */
    private final class Run {

        private final TreeShape shape;
        private final Deque<CompletableFuture<List<Leaf>>> batches = new ArrayDeque<>();
        private final List<Chunk> nodes = new ArrayList<>();
        private final TreeBuilder tree;

        Run(TreeShape shape) {
            this.shape = shape;
            tree = new TreeBuilder(shape, this::seal);
        }

        Reference read(InputStream content) throws IOException {
            try {
                List<byte[]> leaves = leaves(content);
                while (!leaves.isEmpty()) {
                    begin(leaves);
                    leaves = leaves(content);
                }
                while (!batches.isEmpty()) {
                    takeFirst();
                }
                Reference root = tree.root();
                sink.put(nodes);
                return root;
            } finally {
                batches.forEach(batch -> batch.cancel(false));
            }
        }

        private void begin(List<byte[]> leaves) throws IOException {
            if (batches.size() == batchesAhead) {
                takeFirst();
            }
            batches.add(CompletableFuture.supplyAsync(() -> put(leaves, shape), threads));
        }

        private void takeFirst() throws IOException {
            for (Leaf leaf : result(batches.remove())) {
                tree.add(leaf.reference(), leaf.size());
            }
            if (nodes.size() >= LEAVES_AT_ONCE) {
                sink.put(List.copyOf(nodes));
                nodes.clear();
            }
        }

        private Reference seal(byte[] node) {
            SealedChunk sealed = SealedChunk.of(node, shape, chance);
            nodes.add(sealed.chunk());
            return sealed.reference();
        }
    }

    /**
     * Reads all of {@code content}, not closing it, and returns when every chunk is in the sink.
     *
     * @return {@link Reference#EMPTY} for empty content, of which nothing is stored
     * @throws IOException of the content or of the sink; chunks that were put stay there
     */
    public Reference split(InputStream content, boolean encrypted) throws IOException {
        return new Run(encrypted ? TreeShape.ENCRYPTED : TreeShape.PLAIN).read(content);
    }

    private List<Leaf> put(List<byte[]> leaves, TreeShape shape) {
        List<Chunk> chunks = new ArrayList<>(leaves.size());
        List<Leaf> references = new ArrayList<>(leaves.size());
        for (byte[] leaf : leaves) {
            SealedChunk sealed = SealedChunk.of(leaf, shape, chance);
            chunks.add(sealed.chunk());
            references.add(new Leaf(sealed.reference(), leaf.length - Chunk.SPAN_BYTES));
        }
        try {
            sink.put(chunks);
            return references;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<byte[]> leaves(InputStream content) throws IOException {
        List<byte[]> leaves = new ArrayList<>(LEAVES_AT_ONCE);
        int length = Chunk.MAX_PAYLOAD_BYTES;
        while (leaves.size() < LEAVES_AT_ONCE && length == Chunk.MAX_PAYLOAD_BYTES) {
            byte[] leaf = new byte[Chunk.MAX_BYTES];
            length = content.readNBytes(leaf, Chunk.SPAN_BYTES, Chunk.MAX_PAYLOAD_BYTES);
            if (length > 0) {
                byte[] data = length == Chunk.MAX_PAYLOAD_BYTES ? leaf : Arrays.copyOf(leaf, Chunk.SPAN_BYTES + length);
                Chunk.putSpan(data, length);
                leaves.add(data);
            }
        }
        return leaves;
    }

    private static <T> T result(CompletableFuture<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while chunks were put away");
        } catch (CancellationException e) {
            throw new IOException("the splitting was given up", e);
        } catch (ExecutionException e) {
            Throwable cause =
                    e.getCause() instanceof CompletionException ? e.getCause().getCause() : e.getCause();
            throw new IOException(
                    cause instanceof UncheckedIOException ? cause.getCause().getMessage() : cause.toString(), cause);
        }
    }
}
