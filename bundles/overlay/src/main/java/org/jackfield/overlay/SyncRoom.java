package org.jackfield.overlay;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jackfield.chunks.Address;

/** What the seats have in common: where we stand, the store, what has come from whom, and what has been marked as pulled. */
final class SyncRoom implements ChunkSync {

    /** Three peers that pull the same megabytes one after the other mark them once. */
    private static final int MAX_MARKED = 8192;

    private final Supplier<Optional<TableView>> table;
    private final Set<PullSeat> seats = ConcurrentHashMap.newKeySet();
    private final Set<Address> marked = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, Boolean> eldest) {
            return size() > MAX_MARKED;
        }
    });

    final StoreAccess store;
    final IntervalBook book;
    final Timer timer;
    private volatile Optional<Standing> standing = Optional.empty();
    private volatile Optional<Long> keptAt = Optional.empty();

    /** Where we are as far as syncing goes: there is none without a store. */
    private record Standing(Overlay owner, int depth) {}

    SyncRoom(Supplier<Optional<TableView>> table, StoreAccess store, IntervalBook book, Timer timer) {
        this.table = table;
        this.store = store;
        this.book = book;
        this.timer = timer;
    }

    @Override
    public SyncSeat join(SwarmAddress peer, boolean pulls, Runnable wake) {
        PullSeat seat = new PullSeat(this, peer.overlay(), pulls, wake);
        seats.add(seat);
        return seat;
    }

    /** Looks where we stand now. Twice a second. */
    void tick() {
        Optional<Standing> now =
                table.get().filter(view -> store.isUsable()).map(view -> new Standing(view.owner(), view.depth()));
        if (!now.equals(standing)) {
            standing = now;
            seats.forEach(PullSeat::wake);
        }
    }

    List<Integer> bins(Overlay peer) {
        return standing.map(here -> SyncBins.of(here.owner().proximity(peer), here.depth()))
                .orElse(List.of());
    }

    void left(PullSeat seat) {
        seats.remove(seat);
    }

    /** Those of them that are not known to be marked; now they are. */
    List<Address> unmarked(List<Address> addresses) {
        synchronized (marked) {
            return addresses.stream().filter(marked::add).toList();
        }
    }

    /** Chunks have come. */
    void kept() {
        keptAt = Optional.of(store.nanos());
    }

    /** Whether any have come so lately. */
    boolean hasKeptWithin(Duration time) {
        return keptAt.filter(at -> store.nanos() - at <= time.toNanos()).isPresent();
    }

    /** How far the bins of each peer with a seat reach, as it has said. */
    Map<Overlay, Map<Integer, Long>> reaches() {
        Map<Overlay, Map<Integer, Long>> reaches = new LinkedHashMap<>();
        seats.forEach(seat -> reaches.put(seat.peer(), seat.reaches()));
        return reaches;
    }
}
