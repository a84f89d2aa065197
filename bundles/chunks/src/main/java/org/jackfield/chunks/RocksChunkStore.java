package org.jackfield.chunks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The chunk store in a RocksDB folder. Layout: {@link StoreKey}. */
final class RocksChunkStore implements ChunkStore, AutoCloseable {

    private final StoreDatabase database;
    private final Address base;
    private final StoredTags tags;
    private final StoredPins pins;
    private final Arrivals arrivals = new Arrivals();

    /** Held while the database is changed, and for the fields of the writer. */
    private final ReentrantLock writing = new ReentrantLock();

    private final Accesses accesses = new Accesses();
    private volatile StoreStatus status;

    private final StoreCounters counters;
    private final Collector collector;
    private final Capacity capacity;

    private RocksChunkStore(StoreDatabase database, Address base, Capacity capacity) throws IOException {
        this.database = database;
        this.base = base;
        this.capacity = capacity;
        List<byte[]> stored = new ArrayList<>();
        database.scan(StoreKey.TAGS, StoreKey.TAGS_END, (key, value) -> stored.add(value));
        tags = new StoredTags(stored, tag -> change(List.of(), change -> change.delete(tag)));
        pins = new StoredPins(this, StoredPins.in(database), change -> change(List.of(), change));
        status = StoreChange.statusOf(database.get(StoreKey.STATUS));
        counters = new StoreCounters(database);
        collector = new Collector(database, base, capacity);
    }

    /**
     * Opens the store in {@code folder}, or begins one there if the folder is new or empty.
     *
     * @throws IOException with one line that says why not: the store has another base or is in use, the folder holds something
     *     else. Nothing has been changed then
     */
    static RocksChunkStore open(Path folder, Address base, Capacity capacity) throws IOException {
        StoreDatabase database = StoreDatabase.open(folder);
        try {
            StoreFormat.check(database, base);
            return new RocksChunkStore(database, base, capacity);
        } catch (UncheckedIOException e) {
            database.close();
            throw e.getCause();
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** All chunks, in no order that means anything. */
    List<Address> addresses() {
        List<Address> addresses = new ArrayList<>();
        database.scan(
                StoreKey.record(Address.ZERO), StoreKey.RECORDS_END, (key, value) -> addresses.add(Address.of(key, 1)));
        return addresses;
    }

    Tags tags() {
        return tags;
    }

    Pins pins() {
        return pins;
    }

    /** Reads what is known of every chunk: seconds, where there are millions. */
    StoreIndices indices() {
        StoreIndices indices = new StoreIndices();
        database.scan(StoreKey.record(Address.ZERO), StoreKey.RECORDS_END, (key, value) -> {
            indices.count(ChunkRecord.decode(value));
            return true;
        });
        return indices;
    }

    @Override
    public Address base() {
        return base;
    }

    @Override
    public StoreStatus status() {
        return status;
    }

    @Override
    public Capacity capacity() {
        return capacity;
    }

    @Override
    public int put(PutMode mode, List<Chunk> chunks, int tag) {
        Map<Address, Chunk> distinct = new LinkedHashMap<>();
        chunks.forEach(chunk -> distinct.putIfAbsent(chunk.address(), chunk));
        Map<Integer, Long> came = new HashMap<>();
        int added = 0;
        writing.lock();
        try (StoreChange change = new StoreChange(base, status)) {
            Set<Address> wanted = accesses.take();
            wanted.removeAll(distinct.keySet());
            access(change, wanted);
            for (Chunk chunk : distinct.values()) {
                Optional<ChunkRecord> known = record(chunk.address());
                if (known.isEmpty()) {
                    ChunkRecord record = newRecord(mode, chunk, tag);
                    change.add(chunk, record);
                    added++;
                    if (record.offered()) {
                        came.put(base.bin(chunk.address()), record.binId());
                    }
                } else if (mode == PutMode.REQUEST && known.get().accessed() != 0) {
                    change.replace(chunk.address(), known.get(), known.get().accessed(counters.nextAccess()));
                }
            }
            count(tag, chunks.size(), chunks.size() - added);
            commit(change);
            status = collector.collect(status, added);
        } finally {
            writing.unlock();
        }
        came.forEach(arrivals::came);
        return added;
    }

    @Override
    public Optional<Chunk> get(GetMode mode, Address address) {
        Optional<byte[]> data = database.get(StoreKey.data(address));
        if (data.isPresent() && mode == GetMode.REQUEST) {
            accessed(address);
        }
        return data.map(bytes -> Chunk.trusted(address, bytes));
    }

    @Override
    public boolean has(Address address) {
        return record(address).isPresent();
    }

    @Override
    public boolean delete(Address address) {
        return changeOne(address, (change, record) -> {
            if (record.pins() > 0) {
                return false;
            }
            change.remove(address, record);
            return true;
        });
    }

    @Override
    public boolean pin(Address address) {
        return replace(address, record -> record.pinned(Math.addExact(record.pins(), 1)));
    }

    @Override
    public boolean unpin(Address address) {
        return changeOne(address, (change, record) -> {
            if (record.pins() == 0) {
                return false;
            }
            // As if it had just been wanted: it comes back to the end of the queue, never before what was collected.
            ChunkRecord unpinned = record.pinned(record.pins() - 1);
            change.replace(
                    address, record, record.accessed() == 0 ? unpinned : unpinned.accessed(counters.nextAccess()));
            return true;
        });
    }

    @Override
    public int pins(Address address) {
        return record(address).map(ChunkRecord::pins).orElse(0);
    }

    @Override
    public void synced(SyncMode mode, List<Address> addresses) {
        change(new LinkedHashSet<>(addresses), change -> {
            for (Address address : new LinkedHashSet<>(addresses)) {
                record(address).ifPresent(record -> synced(change, mode, address, record));
            }
        });
    }

    @Override
    public long lastId(int bin) {
        return StoreCounters.lastId(database, bin);
    }

    @Override
    public List<BinEntry> bin(int bin, long from, int max) {
        List<BinEntry> entries = new ArrayList<>();
        if (max > 0) {
            database.scan(StoreKey.entry(bin, Math.max(0, from)), StoreKey.entriesEnd(bin), (key, value) -> {
                entries.add(new BinEntry(StoreKey.idIn(key), Address.of(value)));
                return entries.size() < max;
            });
        }
        return entries;
    }

    @Override
    public CompletableFuture<Void> arrival(int bin, long id) {
        return arrivals.await(bin, id, () -> !bin(bin, id, 1).isEmpty());
    }

    @Override
    public List<PendingPush> unpushed(long from, int max) {
        List<PendingPush> pending = new ArrayList<>();
        if (max > 0) {
            database.scan(StoreKey.uploaded(Math.max(0, from)), StoreKey.UPLOADED_END, (key, value) -> {
                pending.add(StoreChange.pendingOf(key, value));
                return pending.size() < max;
            });
        }
        return pending;
    }

    @Override
    public ChunkSource source() {
        return address -> {
            try {
                return get(GetMode.REQUEST, address)
                        .map(CompletableFuture::completedFuture)
                        .orElseGet(() -> CompletableFuture.failedFuture(
                                new IOException("there is no chunk " + address.hex() + " here")));
            } catch (UncheckedIOException e) {
                return CompletableFuture.failedFuture(e.getCause());
            }
        };
    }

    /** Writes what is not written yet; waits for reads and writes under way. */
    @Override
    public void close() {
        arrivals.close();
        writing.lock();
        try {
            change(List.of(), change -> {});
        } finally {
            database.close();
            writing.unlock();
        }
    }

    private interface Changing {
        boolean change(StoreChange change, ChunkRecord record);
    }

    private ChunkRecord newRecord(PutMode mode, Chunk chunk, int tag) {
        long binId = counters.nextBinId(base.bin(chunk.address()));
        boolean offered = mode != PutMode.REQUEST;
        boolean pushed =
                mode == PutMode.UPLOAD && !tags.get(tag).map(Tag::isAnonymous).orElse(false);
        long accessed = mode == PutMode.UPLOAD ? 0 : counters.nextAccess();
        return new ChunkRecord(
                binId, pushed ? counters.nextUpload() : 0, accessed, 0, tag, chunk.data().length, offered);
    }

    private void count(int tag, int stored, int seen) {
        tags.get(tag).ifPresent(upload -> {
            upload.add(TagState.STORED, stored);
            upload.add(TagState.SEEN, seen);
        });
    }

    private void synced(StoreChange change, SyncMode mode, Address address, ChunkRecord record) {
        Optional<Tag> tag = tags.get(record.tag());
        ChunkRecord synced = record;
        if (mode == SyncMode.PUSH && record.uploaded() != 0) {
            tag.ifPresent(upload -> upload.add(TagState.SYNCED, 1));
            synced = record.pushed();
        } else if (mode == SyncMode.PULL && tag.map(Tag::isAnonymous).orElse(false)) {
            tag.get().add(TagState.SENT, 1);
            synced = record.untagged();
        }
        // A chunk that is still to be pushed stays, though a peer has pulled it: the peer may not be where it belongs.
        change.replace(address, record, synced.uploaded() == 0 ? synced.accessed(counters.nextAccess()) : synced);
    }

    private boolean replace(Address address, UnaryOperator<ChunkRecord> by) {
        return changeOne(address, (change, record) -> {
            change.replace(address, record, by.apply(record));
            return true;
        });
    }

    private boolean changeOne(Address address, Changing changing) {
        boolean[] done = new boolean[1];
        change(
                List.of(address),
                change -> done[0] = record(address)
                        .map(record -> changing.change(change, record))
                        .orElse(false));
        return done[0];
    }

    /** @param touched what the step changes, each of which can be changed only once */
    private void change(Collection<Address> touched, Consumer<StoreChange> step) {
        writing.lock();
        try (StoreChange change = new StoreChange(base, status)) {
            Set<Address> wanted = accesses.take();
            wanted.removeAll(touched);
            access(change, wanted);
            step.accept(change);
            commit(change);
            status = collector.collect(status, touched.size());
        } finally {
            writing.unlock();
        }
    }

    private void commit(StoreChange change) {
        tags.changed().forEach(change::put);
        if (!change.isEmpty()) {
            database.write(change.writes());
            status = change.status();
        }
    }

    private void accessed(Address address) {
        if (accesses.add(address) && writing.tryLock()) {
            try {
                change(List.of(), change -> {});
            } finally {
                writing.unlock();
            }
        }
    }

    private void access(StoreChange change, Set<Address> addresses) {
        for (Address address : addresses) {
            record(address)
                    .filter(record -> record.accessed() != 0)
                    .ifPresent(record -> change.replace(address, record, record.accessed(counters.nextAccess())));
        }
    }

    Optional<ChunkRecord> record(Address address) {
        return database.get(StoreKey.record(address)).map(ChunkRecord::decode);
    }
}
