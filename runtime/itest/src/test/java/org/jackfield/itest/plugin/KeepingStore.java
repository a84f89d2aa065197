package org.jackfield.itest.plugin;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.BinEntry;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.ChunkSource;
import org.jackfield.chunks.ChunkStore;
import org.jackfield.chunks.GetMode;
import org.jackfield.chunks.PendingPush;
import org.jackfield.chunks.PutMode;
import org.jackfield.chunks.StoreStatus;
import org.jackfield.chunks.SyncMode;

/** A node's store, which takes chunks of others or, for a time, does not. */
final class KeepingStore implements ChunkStore {

    private final ChunkStore store;
    private volatile boolean keeping = true;

    KeepingStore(ChunkStore store) {
        this.store = store;
    }

    void keep(boolean now) {
        keeping = now;
    }

    @Override
    public int put(PutMode mode, List<Chunk> chunks, int tag) {
        return keeping || mode == PutMode.UPLOAD ? store.put(mode, chunks, tag) : 0;
    }

    @Override
    public Address base() {
        return store.base();
    }

    @Override
    public Optional<Chunk> get(GetMode mode, Address address) {
        return store.get(mode, address);
    }

    @Override
    public boolean has(Address address) {
        return store.has(address);
    }

    @Override
    public boolean delete(Address address) {
        return store.delete(address);
    }

    @Override
    public boolean pin(Address address) {
        return store.pin(address);
    }

    @Override
    public boolean unpin(Address address) {
        return store.unpin(address);
    }

    @Override
    public int pins(Address address) {
        return store.pins(address);
    }

    @Override
    public void synced(SyncMode mode, List<Address> addresses) {
        store.synced(mode, addresses);
    }

    @Override
    public long lastId(int bin) {
        return store.lastId(bin);
    }

    @Override
    public List<BinEntry> bin(int bin, long from, int max) {
        return store.bin(bin, from, max);
    }

    @Override
    public CompletableFuture<Void> arrival(int bin, long id) {
        return store.arrival(bin, id);
    }

    @Override
    public List<PendingPush> unpushed(long from, int max) {
        return store.unpushed(from, max);
    }

    @Override
    public StoreStatus status() {
        return store.status();
    }

    @Override
    public ChunkSource source() {
        return store.source();
    }
}
