package org.jackfield.overlay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.BinEntry;
import org.jackfield.chunks.Capacity;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.ChunkSource;
import org.jackfield.chunks.ChunkStore;
import org.jackfield.chunks.GetMode;
import org.jackfield.chunks.PendingPush;
import org.jackfield.chunks.PutMode;
import org.jackfield.chunks.StoreStatus;
import org.jackfield.chunks.SyncMode;

/** Chunks and bins in memory: what syncing needs of a store. */
final class MemoryStore implements ChunkStore {

    private record Waiting(int bin, long id, CompletableFuture<Void> future) {}

    private final Address base;
    private final Map<Address, Chunk> chunks = new HashMap<>();
    private final Map<Integer, NavigableMap<Long, Address>> bins = new HashMap<>();
    private final Map<Integer, Long> lastIds = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<Address> pulled = new ArrayList<>();
    private boolean closed;

    MemoryStore(Address base) {
        this.base = base;
    }

    synchronized void close() {
        closed = true;
        waiting.forEach(one -> one.future().completeExceptionally(new IllegalStateException("closed")));
    }

    synchronized int waiting() {
        waiting.removeIf(one -> one.future().isDone());
        return waiting.size();
    }

    /** In the order in which they were marked, some of them perhaps twice. */
    synchronized List<Address> pulled() {
        return List.copyOf(pulled);
    }

    @Override
    public Address base() {
        return base;
    }

    @Override
    public int put(PutMode mode, List<Chunk> added, int tag) {
        int count = 0;
        for (Chunk chunk : added) {
            count += put(mode, chunk) ? 1 : 0;
        }
        return count;
    }

    @Override
    public boolean put(PutMode mode, Chunk chunk) {
        List<Waiting> arrived;
        synchronized (this) {
            checkOpen();
            if (chunks.putIfAbsent(chunk.address(), chunk) != null) {
                return false;
            }
            int bin = base.bin(chunk.address());
            long id = lastIds.merge(bin, 1L, Long::sum);
            if (mode == PutMode.REQUEST) {
                return true;
            }
            binOf(bin).put(id, chunk.address());
            arrived = waiting.stream()
                    .filter(one -> one.bin() == bin && one.id() <= id)
                    .toList();
        }
        arrived.forEach(one -> one.future().complete(null));
        return true;
    }

    @Override
    public synchronized Optional<Chunk> get(GetMode mode, Address address) {
        checkOpen();
        return Optional.ofNullable(chunks.get(address));
    }

    @Override
    public synchronized boolean has(Address address) {
        checkOpen();
        return chunks.containsKey(address);
    }

    @Override
    public synchronized boolean delete(Address address) {
        bins.values().forEach(bin -> bin.values().remove(address));
        return chunks.remove(address) != null;
    }

    @Override
    public synchronized void synced(SyncMode mode, List<Address> addresses) {
        checkOpen();
        pulled.addAll(addresses);
    }

    @Override
    public synchronized long lastId(int bin) {
        checkOpen();
        return lastIds.getOrDefault(bin, 0L);
    }

    @Override
    public synchronized List<BinEntry> bin(int bin, long from, int max) {
        checkOpen();
        return binOf(bin).tailMap(from).entrySet().stream()
                .limit(max)
                .map(entry -> new BinEntry(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public synchronized CompletableFuture<Void> arrival(int bin, long id) {
        checkOpen();
        if (!binOf(bin).tailMap(id).isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Waiting one = new Waiting(bin, id, new CompletableFuture<>());
        waiting.add(one);
        return one.future();
    }

    @Override
    public boolean pin(Address address) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean unpin(Address address) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int pins(Address address) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<PendingPush> unpushed(long from, int max) {
        throw new UnsupportedOperationException();
    }

    @Override
    public StoreStatus status() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Capacity capacity() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ChunkSource source() {
        throw new UnsupportedOperationException();
    }

    private NavigableMap<Long, Address> binOf(int bin) {
        return bins.computeIfAbsent(bin, number -> new TreeMap<>());
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the chunk store is closed");
        }
    }
}
