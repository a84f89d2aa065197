package org.jackfield.pool;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jackfield.chain.RawTransaction;
import org.jackfield.crypto.Hash;
import org.jackfield.kzg.Kzg;

/** Answers what peers ask for. */
final class Serving {

    /** Hashes of one request that are looked at; more than any answer holds. */
    private static final int MAX_HASHES = 4096;
    /** Blobs whose redundant cells are computed for one request: some milliseconds each. */
    private static final int MAX_BLOBS = 64;

    private final MemoryPool pool;
    private final Optional<Kzg> kzg;

    Serving(MemoryPool pool, Optional<Kzg> kzg) {
        this.pool = pool;
        this.kzg = kzg;
    }

    /**
     * @param slim whether blobs are left out; if not, a transaction whose blobs are not all here is not
     */
    List<RawTransaction> transactions(List<byte[]> hashes, boolean slim, int maxBytes) {
        List<RawTransaction> found = new ArrayList<>();
        Set<Hash> seen = new HashSet<>();
        int bytes = 0;
        for (byte[] each : hashes.subList(0, Math.min(hashes.size(), MAX_HASHES))) {
            Hash hash = Hash.of(each);
            Optional<PooledTransaction> pooled = pool.find(hash)
                    .filter(one -> slim || one.blobs().map(Blobs::isWhole).orElse(true));
            if (pooled.isPresent() && seen.add(hash)) {
                RawTransaction raw =
                        slim ? pooled.get().slim() : pooled.get().complete().pooled();
                found.add(raw);
                bytes += raw.encoded().length;
            }
            if (bytes >= maxBytes) {
                break;
            }
        }
        return List.copyOf(found);
    }

    /** Of every transaction the same cells: those asked for that the first one has. */
    CellsAnswer cells(List<byte[]> hashes, CellMask wanted, int maxBytes) {
        if (kzg.isEmpty()) {
            return CellsAnswer.NOTHING;
        }
        List<byte[]> found = new ArrayList<>();
        List<List<byte[]>> cells = new ArrayList<>();
        Set<Hash> seen = new HashSet<>();
        CellMask mask = CellMask.NONE;
        long bytes = 0;
        int blobs = 0;
        for (byte[] each : hashes.subList(0, Math.min(hashes.size(), MAX_HASHES))) {
            Optional<Blobs> held =
                    pool.find(Hash.of(each)).flatMap(PooledTransaction::blobs).filter(one -> one.version() > 0);
            CellMask here = held.map(Blobs::mask).orElse(CellMask.NONE).and(wanted);
            if (here.isEmpty() || !(mask.isEmpty() || mask.isIn(here)) || !seen.add(Hash.of(each))) {
                continue;
            }
            mask = mask.isEmpty() ? here : mask;
            long size = (long) mask.count() * held.get().commitments().size() * Blobs.CELL_BYTES;
            blobs += held.get().commitments().size();
            if (!found.isEmpty() && (bytes + size > maxBytes || blobs > MAX_BLOBS)) {
                break;
            }
            found.add(each);
            cells.add(held.get().cells(mask, kzg.get()));
            bytes += size;
        }
        return new CellsAnswer(List.copyOf(found), List.copyOf(cells), mask);
    }
}
