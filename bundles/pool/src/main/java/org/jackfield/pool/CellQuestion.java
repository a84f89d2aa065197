package org.jackfield.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What one peer is asked for at a time: the same cells of some transactions. */
record CellQuestion(List<CellFetch> fetches, CellMask mask) {

    /** devp2p caps/eth.md, GetCells. */
    private static final int MAX_HASHES = 64;
    /** devp2p caps/eth.md: what an answer is recommended to have at most. */
    private static final long MAX_ANSWER_BYTES = 2 << 20;

    /** Cells of the first transaction that a peer can help with, and of others of which it is the same cells. */
    static Optional<CellQuestion> to(Seat seat, Collection<CellFetch> waiting, RandomGenerator random) {
        List<CellFetch> chosen = new ArrayList<>();
        CellMask mask = CellMask.NONE;
        long expected = 0;
        for (CellFetch fetch : waiting) {
            CellMask missing = fetch.isReady() ? fetch.missing(seat) : CellMask.NONE;
            long size = (long) missing.count() * fetch.blobs() * Blobs.CELL_BYTES;
            boolean fits = chosen.isEmpty() || missing.equals(mask) && expected + size <= MAX_ANSWER_BYTES;
            if (!missing.isEmpty() && fits && chosen.size() < MAX_HASHES) {
                chosen.add(fetch);
                mask = missing;
                expected += size;
            }
        }
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        boolean provider = chosen.stream().allMatch(fetch -> CellMask.ALL.equals(fetch.holders.get(seat)));
        return Optional.of(new CellQuestion(List.copyOf(chosen), provider ? withNoise(mask, random) : mask));
    }

    /** EIP-8070, "Sampling noise": one more cell, which a peer that only pretends to have all cannot foresee. */
    private static CellMask withNoise(CellMask mask, RandomGenerator random) {
        int[] others = CellMask.ALL.without(mask).indices();
        return others.length == 0 ? mask : mask.or(CellMask.of(others[random.nextInt(others.length)]));
    }

    TransactionMessage message(long id) {
        List<byte[]> hashes =
                fetches.stream().map(fetch -> fetch.pooled.hash().bytes()).toList();
        return new TransactionMessage.CellsRequest(id, hashes, mask);
    }
}
