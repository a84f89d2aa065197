package org.jackfield.overlay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.ChunkStore;
import org.jackfield.chunks.PutMode;

/** The real room of syncing over a store in memory, for the tests of other rooms. Its time passes when the test says so. */
public final class OpenSync {

    private final Overlay owner;
    private final ManualTimer timer = new ManualTimer();
    private final MemoryStore store;
    private final SyncRoom room;
    private volatile Optional<ChunkStore> open;
    private volatile int depth;

    public OpenSync(Overlay owner) {
        this.owner = owner;
        store = new MemoryStore(Address.of(owner.bytes()));
        open = Optional.of(store);
        room = new SyncRoom(
                () -> Optional.of(new TableView(owner, depth, depth, List.of())),
                new StoreAccess(() -> open, timer::nanos),
                new IntervalBook(Map.of()),
                timer);
        room.tick();
    }

    public Overlay owner() {
        return owner;
    }

    public ChunkSync sync() {
        return room;
    }

    public void depth(int next) {
        depth = next;
        room.tick();
    }

    public void pass(Duration time) {
        timer.pass(time);
        room.tick();
    }

    public long nanos() {
        return timer.nanos();
    }

    public void put(List<Chunk> chunks) {
        chunks.forEach(chunk -> store.put(PutMode.UPLOAD, chunk));
    }

    public boolean has(Chunk chunk) {
        return store.has(chunk.address());
    }

    public void delete(Chunk chunk) {
        store.delete(chunk.address());
    }

    /** In which of our bins it is. */
    public int bin(Chunk chunk) {
        return store.base().bin(chunk.address());
    }

    /** What is marked as pulled. */
    public List<Address> pulled() {
        return store.pulled();
    }

    /** The chunk store goes, or comes back. */
    public void storeIsThere(boolean there) {
        open = Optional.of((ChunkStore) store).filter(any -> there);
    }

    /** How many offers wait for something to come. */
    public int waiting() {
        return store.waiting();
    }
}
