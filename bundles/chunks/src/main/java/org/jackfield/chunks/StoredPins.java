package org.jackfield.chunks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The pins of a store. Chunks are pinned before it is written that content is, and the other way round when that is taken back: where
 * this ends half-way, chunks stay longer than they need to, and never shorter.
 */
final class StoredPins implements Pins {

    private final ChunkStore store;
    private final Consumer<Consumer<StoreChange>> writing;
    private final Map<Reference, Pinned> pins = new ConcurrentHashMap<>();

    /** Held while a record changes, not while chunks are gone through. */
    private final ReentrantLock changing = new ReentrantLock();

    /** @param writing writes a change */
    StoredPins(ChunkStore store, List<Pinned> stored, Consumer<Consumer<StoreChange>> writing) {
        this.store = store;
        this.writing = writing;
        stored.forEach(pinned -> pins.put(pinned.root(), pinned));
    }

    static List<Pinned> in(StoreDatabase database) throws IOException {
        Map<Reference, byte[]> stored = new HashMap<>();
        database.scan(StoreKey.PINS, StoreKey.PINS_END, (key, value) -> {
            stored.put(StoreKey.rootIn(key), value);
            return true;
        });
        List<Pinned> pinned = new ArrayList<>();
        for (Map.Entry<Reference, byte[]> pin : stored.entrySet()) {
            pinned.add(Pinned.decode(pin.getKey(), pin.getValue()));
        }
        return pinned;
    }

    @Override
    public List<Pinned> all() {
        return pins.values().stream()
                .sorted(Comparator.comparing(pinned -> pinned.root().hex()))
                .toList();
    }

    @Override
    public Pinned pin(Reference root, boolean raw, ChunkSource source) throws IOException {
        check(root, raw);
        long size = Content.open(root, source).size();
        long[] pinned = new long[1];
        try {
            new ChunkWalk(source, siblings -> {
                        fetch(siblings, source);
                        for (Address address : siblings) {
                            pin(address, source);
                            pinned[0]++;
                        }
                    })
                    .all(root, raw);
            return record(root, raw, size);
        } catch (IOException | RuntimeException e) {
            unpin(root, raw, pinned[0]);
            throw e;
        }
    }

    @Override
    public boolean unpin(Reference root) throws IOException {
        Optional<Pinned> was = forget(root);
        if (was.isPresent()) {
            walkBack(root, was.get().raw(), Long.MAX_VALUE);
        }
        return was.isPresent();
    }

    private void check(Reference root, boolean raw) {
        if (Optional.ofNullable(pins.get(root))
                .filter(pinned -> pinned.raw() != raw)
                .isPresent()) {
            throw new IllegalArgumentException(
                    root.hex() + " is pinned as " + (raw ? "a directory" : "raw content") + ": unpin it first");
        }
    }

    /** Whatever is not here, together: it is put into the store as it comes. */
    private void fetch(List<Address> addresses, ChunkSource source) throws IOException {
        List<CompletableFuture<Chunk>> missing = new ArrayList<>();
        addresses.stream().filter(address -> !store.has(address)).forEach(address -> missing.add(source.get(address)));
        try {
            for (CompletableFuture<Chunk> chunk : missing) {
                Content.await(chunk);
            }
        } finally {
            missing.forEach(chunk -> chunk.cancel(false));
        }
    }

    private void pin(Address address, ChunkSource source) throws IOException {
        if (!store.pin(address)) {
            store.put(PutMode.REQUEST, Content.await(source.get(address)));
            if (!store.pin(address)) {
                throw new IOException("the store has no room for chunk " + address.hex());
            }
        }
    }

    private Pinned record(Reference root, boolean raw, long size) {
        changing.lock();
        try {
            check(root, raw);
            Pinned pinned = Optional.ofNullable(pins.get(root))
                    .map(known -> known.counted(1))
                    .orElse(new Pinned(root, raw, size, 1));
            writing.accept(change -> change.put(pinned));
            pins.put(root, pinned);
            return pinned;
        } finally {
            changing.unlock();
        }
    }

    private Optional<Pinned> forget(Reference root) {
        changing.lock();
        try {
            Optional<Pinned> was = Optional.ofNullable(pins.get(root));
            if (was.isEmpty()) {
                return was;
            }
            Optional<Pinned> left = was.filter(pinned -> pinned.count() > 1).map(pinned -> pinned.counted(-1));
            writing.accept(change -> left.ifPresentOrElse(change::put, () -> change.deletePin(root)));
            left.ifPresentOrElse(pinned -> pins.put(root, pinned), () -> pins.remove(root));
            return was;
        } finally {
            changing.unlock();
        }
    }

    private void unpin(Reference root, boolean raw, long count) {
        try {
            walkBack(root, raw, count);
        } catch (IOException e) {
            // Where the way ends now it ended before: nothing beyond it was pinned.
        }
    }

    /** @param count how many pins to take back, in the order in which they were set */
    private void walkBack(Reference root, boolean raw, long count) throws IOException {
        long[] left = {count};
        new ChunkWalk(store.source(), siblings -> {
                    for (Address address : siblings) {
                        if (left[0]-- > 0) {
                            store.unpin(address);
                        }
                    }
                })
                .all(root, raw);
    }
}
