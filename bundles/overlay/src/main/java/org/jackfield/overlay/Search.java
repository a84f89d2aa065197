package org.jackfield.overlay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;

/** A chunk that is looked for, for whoever wants it. Guarded by the lock of {@link ChunkExchange}. */
final class Search {

    /** A peer that waits for it, by the number of its own. */
    record Waiter(ChunkSeat seat, long id) {}

    final Address address;

    /** Who asked first, if that was not this node: whom to ask follows from where it stands. */
    final Optional<ChunkSeat> origin;

    /** Over how many nodes the request of the first has come. */
    final int hops;

    final long endNanos;
    final Set<ChunkSeat> tried = new HashSet<>();
    final List<CompletableFuture<Chunk>> here = new ArrayList<>();
    final List<Waiter> waiters = new ArrayList<>();

    /** When the next peer is asked. */
    long nextNanos;

    Search(Address address, Optional<ChunkSeat> origin, int hops, long endNanos) {
        this.address = address;
        this.origin = origin;
        this.hops = hops;
        this.endNanos = endNanos;
    }

    boolean isWanted() {
        here.removeIf(CompletableFuture::isDone);
        waiters.removeIf(waiter -> waiter.seat().hasLeft());
        return !here.isEmpty() || !waiters.isEmpty();
    }
}
