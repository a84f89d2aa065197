package org.jackfield.chunks;

import java.io.IOException;
import java.nio.file.Path;

/** The store as its bundle opens it, without a framework: for tests of those who use it. */
public final class RealStore implements AutoCloseable {

    private static final int THREADS = 2;

    private final RocksChunkStore store;
    private final StoredContents contents;
    private final NearestSource source;
    private final Feeds feeds;

    private RealStore(RocksChunkStore store) {
        this.store = store;
        contents = new StoredContents(store, THREADS);
        source = new NearestSource(store);
        feeds = new Feeds(store, source);
    }

    public static RealStore in(Path folder) throws IOException {
        return in(folder, Address.parse("5a".repeat(32)));
    }

    /** The store of a node at this place. */
    public static RealStore in(Path folder, Address base) throws IOException {
        return new RealStore(RocksChunkStore.open(folder, base, new Capacity(1 << 20, Long.MAX_VALUE)));
    }

    public ChunkStore chunks() {
        return store;
    }

    public Tags tags() {
        return store.tags();
    }

    public Pins pins() {
        return store.pins();
    }

    public Contents contents() {
        return contents;
    }

    /** Asks nobody else until there is a network. */
    public ChunkSource source() {
        return source;
    }

    public Feeds feeds() {
        return feeds;
    }

    public void network(ChunkFetcher fetcher) {
        source.fetcher = fetcher;
    }

    @Override
    public void close() {
        contents.close();
        store.close();
    }
}
