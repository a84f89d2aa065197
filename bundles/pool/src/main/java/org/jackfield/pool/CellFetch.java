package org.jackfield.pool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A blob transaction that waits for its cells: which are wanted, here or asked for, and who has them. Guarded by the relay's lock. */
final class CellFetch {

    /** devp2p caps/eth.md, AVAILABILITY_THRESHOLD. */
    private static final int PROVIDERS = 2;

    final PooledTransaction pooled;
    /** In milliseconds of the relay's clock. */
    final long from;

    final Map<Seat, CellMask> holders = new LinkedHashMap<>();
    final NavigableMap<Integer, List<byte[]>> cells = new TreeMap<>();
    CellMask have = CellMask.NONE;
    CellMask asked = CellMask.NONE;
    private CellMask target;
    private boolean whole;
    private boolean available;

    /**
     * @param target the cells to be fetched
     */
    CellFetch(PooledTransaction pooled, long from, CellMask target) {
        this.pooled = pooled;
        this.from = from;
        this.target = target;
        whole = target.equals(CellMask.DATA);
    }

    /** Has as many cells fetched as make up the blobs. */
    void makeWhole() {
        target = CellMask.DATA;
        whole = true;
    }

    int blobs() {
        return pooled.transaction().blobHashes().size();
    }

    /** Enough peers having said that they have all, it is ready for good. */
    void hold(Seat seat, CellMask mask) {
        holders.putIfAbsent(seat, mask);
        long providers = holders.values().stream().filter(CellMask.ALL::equals).count();
        available |= providers >= PROVIDERS;
    }

    /** Whether cells may be asked for. */
    boolean isReady() {
        return whole || available;
    }

    boolean isComplete() {
        return whole ? have.count() >= CellMask.DATA.count() : target.isIn(have);
    }

    /** What a peer has that is to be asked for. */
    CellMask missing(Seat seat) {
        CellMask there = holders.getOrDefault(seat, CellMask.NONE);
        return target.without(have).without(asked).and(there);
    }

    /** Cells that are what they should be. */
    void take(NavigableMap<Integer, List<byte[]>> came, CellMask mask) {
        cells.putAll(came);
        have = have.or(mask);
        asked = asked.without(mask);
    }

    /** What came, without noise: other peers could not be told of that, as it is another cell of every transaction. */
    NavigableMap<Integer, List<byte[]>> wanted() {
        if (!whole) {
            cells.keySet().removeIf(index -> !target.has(index));
        }
        return cells;
    }

    /** Memory that it takes, about. */
    long bytes() {
        return pooled.footprint() + (long) cells.size() * blobs() * Blobs.CELL_BYTES;
    }
}
