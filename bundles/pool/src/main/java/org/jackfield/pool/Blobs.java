package org.jackfield.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jackfield.chain.BlobSidecar;
import org.jackfield.kzg.Kzg;

/**
 * What is here of the blobs of a transaction: either all of them, or some of their cells.
 *
 * @param version of the sidecar
 * @param whole the blobs, or none
 * @param cells by their index, of every blob one; empty if the blobs are here
 */
record Blobs(
        int version,
        List<byte[]> commitments,
        List<byte[]> proofs,
        List<byte[]> whole,
        NavigableMap<Integer, List<byte[]>> cells) {

    static final int CELL_BYTES = BlobSidecar.BLOB_BYTES / (CellMask.CELLS / 2);

    static Blobs of(BlobSidecar sidecar) {
        return new Blobs(sidecar.version(), sidecar.commitments(), sidecar.proofs(), sidecar.blobs(), new TreeMap<>());
    }

    /** The same with these cells, of which a blob is made if they are enough. */
    Blobs with(NavigableMap<Integer, List<byte[]>> found, Kzg kzg) {
        if (found.size() < CellMask.DATA.count()) {
            return new Blobs(version, commitments, proofs, List.of(), new TreeMap<>(found));
        }
        List<byte[]> blobs = new ArrayList<>();
        for (int blob = 0; blob < commitments.size(); blob++) {
            blobs.add(made(found, blob, kzg));
        }
        return new Blobs(version, commitments, proofs, List.copyOf(blobs), new TreeMap<>());
    }

    boolean isWhole() {
        return !whole.isEmpty();
    }

    CellMask mask() {
        if (isWhole()) {
            return CellMask.ALL;
        }
        return CellMask.of(cells.keySet().stream().mapToInt(Integer::intValue).toArray());
    }

    /** Cells by ascending index, of every blob one; only those of {@link #mask} may be asked for. */
    List<byte[]> cells(CellMask wanted, Kzg kzg) {
        if (!isWhole()) {
            return Arrays.stream(wanted.indices())
                    .boxed()
                    .flatMap(index -> cells.get(index).stream())
                    .toList();
        }
        List<List<byte[]>> ofBlobs = whole.stream()
                .map(blob -> wanted.isIn(CellMask.DATA) ? halves(blob) : kzg.cells(blob))
                .toList();
        return Arrays.stream(wanted.indices())
                .boxed()
                .flatMap(index -> ofBlobs.stream().map(all -> all.get(index)))
                .toList();
    }

    /** The sidecar with the blobs left out, as from eth/72 on. */
    BlobSidecar slim() {
        return new BlobSidecar(version, List.of(), commitments, proofs);
    }

    /** The sidecar, if the blobs are here. */
    BlobSidecar full() {
        return new BlobSidecar(version, whole, commitments, proofs);
    }

    long bytes() {
        int points = commitments.size() + proofs.size();
        long held = isWhole()
                ? (long) whole.size() * BlobSidecar.BLOB_BYTES
                : (long) cells.size() * commitments.size() * CELL_BYTES;
        return held + (long) points * BlobSidecar.POINT_BYTES;
    }

    /** The blob itself, which is the first half of its cells. */
    private static List<byte[]> halves(byte[] blob) {
        return Arrays.stream(CellMask.DATA.indices())
                .mapToObj(index -> Arrays.copyOfRange(blob, index * CELL_BYTES, (index + 1) * CELL_BYTES))
                .toList();
    }

    private static byte[] made(NavigableMap<Integer, List<byte[]>> found, int blob, Kzg kzg) {
        int[] indices = found.keySet().stream().mapToInt(Integer::intValue).toArray();
        List<byte[]> cells = found.values().stream().map(all -> all.get(blob)).toList();
        int half = CellMask.DATA.count();
        if (indices[half - 1] != half - 1) {
            return kzg.recover(indices, cells);
        }
        byte[] made = new byte[BlobSidecar.BLOB_BYTES];
        for (int i = 0; i < half; i++) {
            System.arraycopy(cells.get(i), 0, made, i * CELL_BYTES, CELL_BYTES);
        }
        return made;
    }
}
