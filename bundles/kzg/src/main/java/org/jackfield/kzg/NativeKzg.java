package org.jackfield.kzg;

import ethereum.ckzg4844.CKZG4844JNI;
import ethereum.ckzg4844.CKZGException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * c-kzg-4844 behind JNI. The ceremony's points are loaded when they are first needed: that takes some 0.1 s, which a node
 * that starts does not have to wait for.
 */
final class NativeKzg implements Kzg {

    /** EIP-4844: 4096 field elements of 32 bytes. */
    static final int BLOB_BYTES = CKZG4844JNI.BYTES_PER_BLOB;

    /** EIP-4844: a compressed point of G1; commitments and proofs are such. */
    static final int POINT_BYTES = CKZG4844JNI.BYTES_PER_COMMITMENT;

    static final int CELL_BYTES = CKZG4844JNI.BYTES_PER_CELL;

    /** EIP-7594, CELLS_PER_EXT_BLOB: the first half of them is the blob, the second is redundancy. */
    static final int CELLS = CKZG4844JNI.CELLS_PER_EXT_BLOB;

    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean loaded;

    @Override
    public boolean provesBlobs(List<byte[]> blobs, List<byte[]> commitments, List<byte[]> proofs) {
        int count = blobs.size();
        if (!are(blobs, count, BLOB_BYTES)
                || !are(commitments, count, POINT_BYTES)
                || !are(proofs, count, POINT_BYTES)) {
            return false;
        }
        load();
        try {
            return CKZG4844JNI.verifyBlobKzgProofBatch(joined(blobs), joined(commitments), joined(proofs), count);
        } catch (CKZGException e) {
            return false;
        }
    }

    @Override
    public boolean provesCells(List<byte[]> commitments, int[] indices, List<byte[]> cells, List<byte[]> proofs) {
        int count = indices.length;
        if (!are(commitments, count, POINT_BYTES)
                || !are(cells, count, CELL_BYTES)
                || !are(proofs, count, POINT_BYTES)
                || !areIndices(indices)) {
            return false;
        }
        load();
        try {
            return CKZG4844JNI.verifyCellKzgProofBatch(
                    joined(commitments), longs(indices), joined(cells), joined(proofs));
        } catch (CKZGException e) {
            return false;
        }
    }

    @Override
    public List<byte[]> cells(byte[] blob) {
        if (blob.length != BLOB_BYTES) {
            throw new IllegalArgumentException("a blob has " + BLOB_BYTES + " bytes, got " + blob.length);
        }
        load();
        try {
            return split(CKZG4844JNI.computeCells(blob));
        } catch (CKZGException e) {
            throw new IllegalArgumentException("no blob: one of its field elements is too large", e);
        }
    }

    @Override
    public byte[] recover(int[] indices, List<byte[]> cells) {
        if (!are(cells, indices.length, CELL_BYTES) || !areIndices(indices) || !ascend(indices)) {
            throw new IllegalArgumentException(indices.length + " ascending indices of " + cells.size() + " cells of "
                    + CELL_BYTES + " bytes expected");
        }
        if (indices.length < CELLS / 2) {
            throw new IllegalArgumentException(indices.length + " cells, at least " + CELLS / 2 + " expected");
        }
        load();
        try {
            byte[] all = CKZG4844JNI
                    .recoverCellsAndKzgProofs(longs(indices), joined(cells))
                    .getCells();
            return Arrays.copyOf(all, BLOB_BYTES);
        } catch (CKZGException e) {
            throw new IllegalArgumentException("no cells of one blob", e);
        }
    }

    /** Gives the library's memory back; nothing may be asked any more. */
    void close() {
        lock.lock();
        try {
            if (loaded) {
                loaded = false;
                CKZG4844JNI.freeTrustedSetup();
            }
        } finally {
            lock.unlock();
        }
    }

    private void load() {
        if (loaded) {
            return;
        }
        lock.lock();
        try {
            if (!loaded) {
                Ceremony.load();
                loaded = true;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the KZG setup cannot be read: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private static boolean are(List<byte[]> items, int count, int bytes) {
        return items.size() == count && items.stream().allMatch(item -> item.length == bytes);
    }

    private static boolean areIndices(int[] indices) {
        return Arrays.stream(indices).allMatch(index -> index >= 0 && index < CELLS);
    }

    private static boolean ascend(int[] indices) {
        for (int i = 1; i < indices.length; i++) {
            if (indices[i] <= indices[i - 1]) {
                return false;
            }
        }
        return true;
    }

    private static long[] longs(int[] indices) {
        return Arrays.stream(indices).asLongStream().toArray();
    }

    private static byte[] joined(List<byte[]> items) {
        byte[] all = new byte[items.stream().mapToInt(item -> item.length).sum()];
        int position = 0;
        for (byte[] item : items) {
            System.arraycopy(item, 0, all, position, item.length);
            position += item.length;
        }
        return all;
    }

    private static List<byte[]> split(byte[] cells) {
        byte[][] split = new byte[CELLS][];
        for (int i = 0; i < CELLS; i++) {
            split[i] = Arrays.copyOfRange(cells, i * CELL_BYTES, (i + 1) * CELL_BYTES);
        }
        return List.of(split);
    }
}
