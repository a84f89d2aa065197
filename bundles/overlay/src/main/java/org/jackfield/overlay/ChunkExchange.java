package org.jackfield.overlay;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jackfield.api.NodeId;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;
import org.jackfield.api.session.Seats;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.ChunkFetcher;

/**
 * Who has a seat, and what is looked for. One search serves all who want its chunk; it asks one peer after the other (ethersphere
 * swarm v0.5.8, storage/netstore.go, network/timeouts). The lock is held for bookkeeping only: neither for the disk nor for
 * whoever waits.
 */
final class ChunkExchange implements Retrieval, ChunkFetcher, PeerEventListener {

    static final long PEER_NANOS = Duration.ofMillis(1500).toNanos();
    static final long SEARCH_NANOS = Duration.ofSeconds(10).toNanos();

    /** A peer may itself search for as long as a search takes; then its answer has to travel. */
    private static final long ANSWER_NANOS = 3 * SEARCH_NANOS;

    /** Requests beyond it fail at once. */
    private static final int MAX_SEARCHES = 4096;

    private static final int MAX_WAITERS = 64;

    /** Requests that have come over so many nodes go no further (go-ethereum v1.8.27, swarm/network/fetcher.go). */
    private static final int MAX_HOPS = 20;

    private final Supplier<Optional<TableView>> table;
    private final Chunks chunks;
    private final LongSupplier nanos;
    private final LongSupplier ids;
    private final ReentrantLock lock = new ReentrantLock();
    private final Seats<ChunkSeat> seats = new Seats<>(ChunkSeat::leave);
    private final Map<Address, Search> searches = new HashMap<>();

    /**
     * @param table where we stand
     * @param ids makes those of our requests: 32 bits that nobody guesses
     */
    ChunkExchange(Supplier<Optional<TableView>> table, Chunks chunks, LongSupplier nanos, LongSupplier ids) {
        this.table = table;
        this.chunks = chunks;
        this.nanos = nanos;
        this.ids = ids;
    }

    @Override
    public RetrievalSeat join(NodeId peer, SwarmAddress address, boolean relays, Runnable wake) {
        ChunkSeat seat = new ChunkSeat(this, address, relays, wake);
        seats.join(peer, seat);
        return seat;
    }

    @Override
    public RetrievalSeat rejoin(NodeId peer, SwarmAddress address, boolean relays, Runnable wake) {
        Optional<ChunkSeat> standing = seats.of(peer)
                .filter(seat -> seat.remote().equals(address) && seat.relays() == relays && !seat.hasLeft());
        standing.ifPresent(seat -> seat.waking(wake));
        return standing.isPresent() ? standing.get() : join(peer, address, relays, wake);
    }

    @Override
    public CompletableFuture<Chunk> fetch(Address address) {
        CompletableFuture<Chunk> wanted = new CompletableFuture<>();
        boolean searching = locked(() -> search(address, Optional.empty(), 0)
                .map(search -> search.here.add(wanted))
                .orElse(false));
        if (!searching) {
            wanted.completeExceptionally(new IOException("nobody to ask for chunk " + address));
        }
        return wanted;
    }

    @Override
    public Map<Overlay, Long> deliveries() {
        Map<Overlay, Long> counts = new HashMap<>();
        seats.all().forEach(seat -> counts.merge(seat.remote().overlay(), seat.deliveries(), Long::sum));
        return counts;
    }

    void serve(ChunkSeat seat, long id, Address address, int hops) {
        Optional<Chunk> chunk = chunks.get(address);
        if (chunk.isPresent()) {
            seat.send(new RetrievalNews.Delivery(id, chunk.get()));
        } else if (seat.relays() && hops < MAX_HOPS) {
            locked(() -> search(address, Optional.of(seat), hops)
                    .filter(search -> search.waiters.size() < MAX_WAITERS)
                    .map(search -> search.waiters.add(new Search.Waiter(seat, id))));
        }
    }

    /** A chunk has come that we asked for. */
    void take(ChunkSeat from, Chunk chunk) {
        chunks.keep(chunk, belongsHere(from, chunk.address()));
        Optional<Search> over = locked(() -> Optional.ofNullable(searches.remove(chunk.address())));
        over.ifPresent(search -> {
            search.waiters.forEach(waiter -> waiter.seat().send(new RetrievalNews.Delivery(waiter.id(), chunk)));
            search.here.forEach(wanted -> wanted.complete(chunk));
        });
    }

    /** Its place is not to be waited for. */
    void left(ChunkSeat seat) {
        seats.leave(seat);
    }

    /** Asks the next peer where one has not answered, and gives up what has taken too long. Several times a second. */
    void tick() {
        long now = nanos.getAsLong();
        List<Search> failed = new ArrayList<>();
        locked(() -> {
            seats.all().forEach(seat -> seat.forgetUnanswered(now));
            for (Iterator<Search> each = searches.values().iterator(); each.hasNext(); ) {
                Search search = each.next();
                boolean goesOn = search.isWanted()
                        && now - search.endNanos < 0
                        && (now - search.nextNanos < 0 || askNext(search));
                if (!goesOn) {
                    each.remove();
                    failed.add(search);
                }
            }
            return true;
        });
        failed.forEach(search -> search.here.forEach(
                wanted -> wanted.completeExceptionally(new IOException("nobody has sent chunk " + search.address))));
    }

    @Override
    public boolean wantsMessages() {
        return false;
    }

    @Override
    public void onEvent(PeerEvent event) {
        seats.onEvent(event);
    }

    /** The one under way, or a new one; empty if there is nobody to ask. */
    private Optional<Search> search(Address address, Optional<ChunkSeat> origin, int hops) {
        Search standing = searches.get(address);
        if (standing != null) {
            return Optional.of(standing);
        }
        Search search = new Search(address, origin, hops, nanos.getAsLong() + SEARCH_NANOS);
        if (searches.size() >= MAX_SEARCHES || !askNext(search)) {
            return Optional.empty();
        }
        searches.put(address, search);
        return Optional.of(search);
    }

    private boolean askNext(Search search) {
        Optional<ChunkSeat> chosen = table.get().flatMap(view -> {
            int ours = Address.of(view.owner().bytes()).proximity(search.address);
            return new ForwardingRule(ours, view.depth()).choose(search, seats.all());
        });
        chosen.ifPresent(seat -> {
            long now = nanos.getAsLong();
            search.tried.add(seat);
            search.nextNanos = now + PEER_NANOS;
            seat.ask(ids.getAsLong(), search.address, search.hops + 1, now + ANSWER_NANOS);
        });
        return chosen.isPresent();
    }

    /** What is of our neighbourhood, or nearer to us than to whoever had it, is kept as if it had been synced to us. */
    private boolean belongsHere(ChunkSeat from, Address chunk) {
        return table.get()
                .map(view -> {
                    int ours = Address.of(view.owner().bytes()).proximity(chunk);
                    return ours >= view.depth() || from.proximity(chunk) < ours;
                })
                .orElse(false);
    }

    private <T> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }
}
