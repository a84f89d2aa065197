package org.jackfield.chunks;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that hash, encrypt and decrypt, and what they work on. */
final class StoredContents implements Contents, AutoCloseable {

    private final ChunkStore store;
    private final int parallel;
    private final ExecutorService threads;

    StoredContents(ChunkStore store, int parallel) {
        this.store = store;
        this.parallel = parallel;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(parallel, task -> {
            Thread thread = new Thread(task, "chunks-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public ContentStore local() {
        return from(store.source());
    }

    @Override
    public ContentStore from(ChunkSource source) {
        return ContentStore.of(store.sink(0), source, threads, parallel);
    }

    @Override
    public Reference upload(InputStream content, boolean encrypted, Tag tag) throws IOException {
        ChunkSink counted = chunks -> {
            tag.add(TagState.SPLIT, chunks.size());
            store.put(PutMode.UPLOAD, chunks, tag.uid());
        };
        Reference root = new Splitter(counted, threads, parallel).split(content, encrypted);
        tag.split(root);
        return root;
    }

    @Override
    public void close() {
        // What is queued is seen to its end, if only to fail: somebody waits for it.
        threads.shutdown();
    }
}
