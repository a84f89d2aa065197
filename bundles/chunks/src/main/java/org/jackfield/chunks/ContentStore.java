package org.jackfield.chunks;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executor;

/** Files: content of any length, stored in chunks and had by a reference. For any thread. */
public interface ContentStore {

    /**
     * Stores all of {@code content}, not closing it.
     *
     * @throws IOException of the content or of the store
     */
    Reference store(InputStream content, boolean encrypted) throws IOException;

    /** @throws IOException if the root cannot be had, or is none */
    Content open(Reference reference) throws IOException;

    /**
     * One whose chunks go and come as said.
     *
     * @param threads that hash, encrypt and decrypt
     * @param parallel on how many threads content is hashed at once
     */
    static ContentStore of(ChunkSink sink, ChunkSource source, Executor threads, int parallel) {
        return new ChunkedContent(new Splitter(sink, threads, parallel), source, threads);
    }
}
