package org.jackfield.pool;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jackfield.chain.BlobSidecar;
import org.jackfield.kzg.Kzg;

/**
 * Stands for the arithmetic: a commitment is a blob's hash, a proof that of a commitment, an index and a cell; the second half
 * of the cells is the first one with all bits turned.
 */
final class FakeKzg implements Kzg {

    static byte[] commitment(byte[] blob) {
        return point(blob);
    }

    static byte[] proof(byte[] commitment, int index, byte[] cell) {
        return point(commitment, new byte[] {(byte) index}, cell);
    }

    /** A sidecar of version 1, right in all. */
    static BlobSidecar sidecar(List<byte[]> blobs) {
        List<byte[]> commitments = blobs.stream().map(FakeKzg::commitment).toList();
        List<byte[]> proofs = new ArrayList<>();
        for (int blob = 0; blob < blobs.size(); blob++) {
            List<byte[]> cells = new FakeKzg().cells(blobs.get(blob));
            for (int index = 0; index < cells.size(); index++) {
                proofs.add(proof(commitments.get(blob), index, cells.get(index)));
            }
        }
        return new BlobSidecar(1, blobs, commitments, proofs);
    }

    @Override
    public boolean provesBlobs(List<byte[]> blobs, List<byte[]> commitments, List<byte[]> proofs) {
        for (int i = 0; i < blobs.size(); i++) {
            if (!Arrays.equals(commitment(blobs.get(i)), commitments.get(i))
                    || !Arrays.equals(point(commitments.get(i)), proofs.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean provesCells(List<byte[]> commitments, int[] indices, List<byte[]> cells, List<byte[]> proofs) {
        for (int i = 0; i < indices.length; i++) {
            if (!Arrays.equals(proof(commitments.get(i), indices[i], cells.get(i)), proofs.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<byte[]> cells(byte[] blob) {
        List<byte[]> cells = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            cells.add(Arrays.copyOfRange(blob, i * Blobs.CELL_BYTES, (i + 1) * Blobs.CELL_BYTES));
        }
        for (int i = 0; i < 64; i++) {
            cells.add(turned(cells.get(i)));
        }
        return cells;
    }

    @Override
    public byte[] recover(int[] indices, List<byte[]> cells) {
        byte[] blob = new byte[BlobSidecar.BLOB_BYTES];
        for (int i = 0; i < indices.length; i++) {
            byte[] cell = indices[i] < 64 ? cells.get(i) : turned(cells.get(i));
            System.arraycopy(cell, 0, blob, indices[i] % 64 * cell.length, cell.length);
        }
        return blob;
    }

    private static byte[] turned(byte[] cell) {
        byte[] turned = new byte[cell.length];
        for (int i = 0; i < cell.length; i++) {
            turned[i] = (byte) ~cell[i];
        }
        return turned;
    }

    private static byte[] point(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-384");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
