package org.jackfield.overlay;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.GetMode;
import org.jackfield.chunks.PutMode;
import org.jackfield.chunks.SyncMode;

/** A peer's view of the room; keeps nothing but who it is. */
final class PullSeat implements SyncSeat {

    private final SyncRoom room;
    private final Overlay peer;
    private final boolean pulls;
    private final Runnable wake;
    private final Map<Integer, Long> reaches = new ConcurrentSkipListMap<>();

    PullSeat(SyncRoom room, Overlay peer, boolean pulls, Runnable wake) {
        this.room = room;
        this.peer = peer;
        this.pulls = pulls;
        this.wake = wake;
    }

    void wake() {
        wake.run();
    }

    Overlay peer() {
        return peer;
    }

    /** How far the peer's bins reach, as far as it has said so. */
    Map<Integer, Long> reaches() {
        return Map.copyOf(reaches);
    }

    @Override
    public List<Integer> bins() {
        return pulls ? room.bins(peer) : List.of();
    }

    @Override
    public void reaches(int bin, long lastId) {
        reaches.put(bin, lastId);
        room.book.reaches(peer, bin, lastId);
    }

    @Override
    public Optional<BinRange> missing(int bin, long lastId) {
        return room.book.missing(peer, bin, lastId);
    }

    @Override
    public void received(int bin, BinRange part) {
        room.book.received(peer, bin, part);
    }

    @Override
    public long lastId(int bin) {
        try {
            return room.store.use(store -> store.lastId(bin));
        } catch (IOException nothingThere) {
            return 0;
        }
    }

    @Override
    public CompletableFuture<ChunkOffer> offer(int bin, BinRange range, int max) {
        return new OfferGathering(room.store, room.timer, bin, range, max).begin();
    }

    @Override
    public List<Chunk> load(List<Address> addresses) {
        try {
            return room.store.use(store -> addresses.stream()
                    .flatMap(address -> store.get(GetMode.SYNC, address).stream())
                    .toList());
        } catch (IOException nothingThere) {
            return List.of();
        }
    }

    @Override
    public void pulled(List<Address> addresses) {
        List<Address> news = room.unmarked(addresses);
        if (news.isEmpty()) {
            return;
        }
        try {
            room.store.use(store -> {
                store.synced(SyncMode.PULL, news);
                return news;
            });
        } catch (IOException gone) {
            // They stay as they are: offered, and not counted.
        }
    }

    @Override
    public BitSet wanted(List<Address> offered) throws IOException {
        return room.store.use(store -> {
            Set<Address> seen = new HashSet<>();
            BitSet wanted = new BitSet(offered.size());
            for (int i = 0; i < offered.size(); i++) {
                wanted.set(i, seen.add(offered.get(i)) && !store.has(offered.get(i)));
            }
            return wanted;
        });
    }

    @Override
    public void keep(List<Chunk> chunks) throws IOException {
        room.store.use(store -> store.put(PutMode.SYNC, chunks));
        room.kept();
    }

    @Override
    public void leave() {
        room.left(this);
    }
}
