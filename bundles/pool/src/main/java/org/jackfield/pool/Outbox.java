package org.jackfield.pool;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jackfield.chain.RawTransaction;
import org.jackfield.crypto.Hash;

/** What one peer is to be told: hashes only; what they stand for is looked up when it is time to send. Guarded by the relay's lock. */
final class Outbox {

    /** devp2p caps/eth.md: recommended for one announcement. */
    static final int MAX_HASHES = 4096;

    /** geth's {@code maxTxPacketSize}. */
    private static final int BROADCAST_BYTES = 100 * 1024;

    /** Of a peer that does not read, the oldest are forgotten. */
    private static final int MAX_WAITING = 4 * MAX_HASHES;

    private static final int FIRST_WITH_CELLS = 72;

    private final boolean slim;
    private final Set<Hash> announcements = new LinkedHashSet<>();
    private final Set<Hash> broadcasts = new LinkedHashSet<>();

    Outbox(int version) {
        slim = version >= FIRST_WITH_CELLS;
    }

    void announce(Hash hash) {
        put(announcements, hash);
    }

    void broadcast(Hash hash) {
        put(broadcasts, hash);
    }

    int waiting() {
        return announcements.size() + broadcasts.size();
    }

    Optional<TransactionMessage> next(Function<Hash, Optional<PooledTransaction>> pool) {
        Optional<TransactionMessage> bodies = nextBroadcast(pool);
        return bodies.isPresent() ? bodies : nextAnnouncement(pool);
    }

    private Optional<TransactionMessage> nextBroadcast(Function<Hash, Optional<PooledTransaction>> pool) {
        List<RawTransaction> bodies = new ArrayList<>();
        int bytes = 0;
        for (Iterator<Hash> hashes = broadcasts.iterator(); hashes.hasNext() && bytes < BROADCAST_BYTES; ) {
            Optional<PooledTransaction> pooled = pool.apply(hashes.next());
            hashes.remove();
            if (pooled.isPresent()) {
                bodies.add(pooled.get().transaction().pooled());
                bytes += (int) pooled.get().size(slim);
            }
        }
        return bodies.isEmpty() ? Optional.empty() : Optional.of(new TransactionMessage.Broadcast(List.copyOf(bodies)));
    }

    /** One announcement has one set of cells for all of its blob transactions; others wait for the next. */
    private Optional<TransactionMessage> nextAnnouncement(Function<Hash, Optional<PooledTransaction>> pool) {
        List<AnnouncedTransaction> entries = new ArrayList<>();
        CellMask cells = CellMask.NONE;
        for (Iterator<Hash> hashes = announcements.iterator(); hashes.hasNext() && entries.size() < MAX_HASHES; ) {
            Optional<PooledTransaction> pooled = pool.apply(hashes.next()).filter(this::isFit);
            CellMask own =
                    pooled.flatMap(PooledTransaction::blobs).map(Blobs::mask).orElse(CellMask.NONE);
            if (!own.isEmpty() && !cells.isEmpty() && !own.equals(cells)) {
                continue;
            }
            hashes.remove();
            cells = own.isEmpty() ? cells : own;
            pooled.map(this::entry).ifPresent(entries::add);
        }
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(new TransactionMessage.Announcement(List.copyOf(entries), cells));
    }

    /** Whether the peer could fetch it: up to eth/71 blobs go whole, from eth/72 on by cells, which version 0 cannot prove. */
    private boolean isFit(PooledTransaction pooled) {
        return pooled.blobs()
                .map(blobs -> slim ? blobs.version() > 0 : blobs.isWhole())
                .orElse(true);
    }

    private AnnouncedTransaction entry(PooledTransaction pooled) {
        return new AnnouncedTransaction(
                pooled.transaction().type(), pooled.size(slim), pooled.hash().bytes());
    }

    private static void put(Set<Hash> queue, Hash hash) {
        queue.add(hash);
        if (queue.size() > MAX_WAITING) {
            Iterator<Hash> oldest = queue.iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
