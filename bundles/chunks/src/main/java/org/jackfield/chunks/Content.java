package org.jackfield.chunks;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/**
 * Content that can be read from anywhere, out of its chunks: the root is here, the others come when they are wanted. For any
 * thread; each stream is for one.
 */
public final class Content {

    /** Enough for a disk, or to hide a network's round trips: 256 KiB on their way. */
    public static final int CHUNKS_AHEAD = 64;

    private final ChunkSource source;
    private final Executor threads;
    private final Optional<TreeNode> root;

    private Content(ChunkSource source, Executor threads, Optional<TreeNode> root) {
        this.source = source;
        this.threads = threads;
        this.root = root;
    }

    /**
     * Gets the root and waits for it.
     *
     * @throws IOException if it cannot be had
     * @throws MalformedContentException if it is no root
     */
    public static Content open(Reference reference, ChunkSource source) throws IOException {
        return open(reference, source, Runnable::run);
    }

    /**
     * The same.
     *
     * @param threads that decrypt what is encrypted, ahead of whoever reads it
     */
    public static Content open(Reference reference, ChunkSource source, Executor threads) throws IOException {
        return reference.isEmpty()
                ? new Content(source, threads, Optional.empty())
                : new Content(
                        source, threads, Optional.of(TreeNode.root(reference, await(source.get(reference.address())))));
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
                : new ContentStream(source, threads, root.get(), from, end, chunksAhead);
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

    static <T> T await(CompletableFuture<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a chunk");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof MalformedContentException) {
                throw new MalformedContentException(cause.getMessage());
            }
            throw new IOException(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
        }
    }
}
