package org.jackfield.chunks;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Content that can be read from anywhere, out of its chunks: the root is here, the others come when they are wanted. For any
 * thread; each stream is for one.
 */
public final class Content {

    /** Enough for a disk, or to hide a network's round trips: 256 KiB on their way. */
    public static final int CHUNKS_AHEAD = 64;

    private final ChunkSource source;
    private final Optional<TreeNode> root;

    private Content(ChunkSource source, Optional<TreeNode> root) {
        this.source = source;
        this.root = root;
    }

    /**
     * Gets the root and waits for it.
     *
     * @throws IOException if it cannot be had
     * @throws MalformedContentException if it is no root
     */
    public static Content open(Reference reference, ChunkSource source) throws IOException {
        return reference.isEmpty()
                ? new Content(source, Optional.empty())
                : new Content(source, Optional.of(TreeNode.root(reference, await(source.get(reference.address())))));
    }

    /** In bytes: what the root says, up to 2^60; whether there is as much is seen when it is read. */
    public long size() {
        return root.map(TreeNode::size).orElse(0L);
    }

    /** All of it. */
    public InputStream stream() {
        return stream(0, size());
    }

    /**
     * A part of it.
     *
     * @param length what is beyond the end is left out
     */
    public InputStream stream(long offset, long length) {
        return stream(offset, length, CHUNKS_AHEAD);
    }

    /**
     * A part of it. Reading blocks until chunks are there, and fails with an {@link IOException} if one cannot be had; what was
     * read before was right. Closing gives up what is on its way.
     *
     * @param chunksAhead how many chunks are on their way or waiting to be read, at most
     * @throws IndexOutOfBoundsException if either is negative
     */
    public InputStream stream(long offset, long length, int chunksAhead) {
        if (offset < 0 || length < 0 || chunksAhead < 1) {
            throw new IndexOutOfBoundsException("offset " + offset + ", length " + length + ", ahead " + chunksAhead);
        }
        long from = Math.min(offset, size());
        long end = from + Math.min(length, size() - from);
        return root.isEmpty() || from == end
                ? InputStream.nullInputStream()
                : new ContentStream(source, root.get(), from, end, chunksAhead);
    }

    /**
     * All of it at once.
     *
     * @throws MalformedContentException if it is more than {@code maxBytes}
     */
    public byte[] bytes(int maxBytes) throws IOException {
        if (size() > maxBytes) {
            throw new MalformedContentException("content of " + size() + " bytes, at most " + maxBytes + " expected");
        }
        try (InputStream stream = stream()) {
            return stream.readAllBytes();
        }
    }

    static Chunk await(CompletableFuture<Chunk> chunk) throws IOException {
        try {
            return chunk.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a chunk");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IOException(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
        }
    }
}
