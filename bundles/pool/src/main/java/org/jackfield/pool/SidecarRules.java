package org.jackfield.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.jackfield.chain.BlobSidecar;
import org.jackfield.chain.Fork;
import org.jackfield.chain.Transaction;
import org.jackfield.kzg.Kzg;

/** What can be told of the sidecar of a blob transaction. */
final class SidecarRules {

    /** EIP-7594: blobs of one transaction at most. */
    private static final int MAX_BLOBS = 6;

    private final Fork fork;
    private final Optional<Kzg> kzg;

    SidecarRules(Fork fork, Optional<Kzg> kzg) {
        this.fork = fork;
        this.kzg = kzg;
    }

    /**
     * What an honest peer cannot send: a blob transaction without the sidecar that it names. Needs no arithmetic.
     *
     * @param whole whether the blobs have to be there, or must not
     * @return what is wrong
     */
    static Optional<String> breach(Transaction transaction, boolean whole) {
        if (transaction.sidecar().isEmpty()) {
            return Optional.of("blob transaction without sidecar");
        }
        BlobSidecar sidecar = transaction.sidecar().get();
        int count = transaction.blobHashes().size();
        if (sidecar.commitments().size() != count || sidecar.blobs().size() != (whole ? count : 0)) {
            return Optional.of(String.format(
                    "%d blobs and %d commitments to %d blob hashes",
                    sidecar.blobs().size(), sidecar.commitments().size(), count));
        }
        for (int i = 0; i < count; i++) {
            byte[] named = transaction.blobHashes().get(i);
            if (!Arrays.equals(BlobSidecar.versionedHash(sidecar.commitments().get(i)), named)) {
                return Optional.of("commitment " + i + " is not the one that its blob hash names");
            }
        }
        return Optional.empty();
    }

    /** @throws InvalidTransactionException if it is one that this pool does not take */
    void check(Transaction transaction) throws InvalidTransactionException {
        if (kzg.isEmpty()) {
            throw new InvalidTransactionException("blob transactions are not supported: no KZG arithmetic here");
        }
        BlobSidecar sidecar = transaction
                .sidecar()
                .orElseThrow(() -> new InvalidTransactionException("missing sidecar in blob transaction"));
        int count = transaction.blobHashes().size();
        TransactionRules.require(
                count <= MAX_BLOBS, "transaction blob limit exceeded: blob count %d, limit %d", count, MAX_BLOBS);
        TransactionRules.require(
                sidecar.version() == 1 || !fork.has(Fork.OSAKA), "unexpected sidecar version, want: 1, got: 0");
        int proofs = sidecar.version() == 0 ? count : count * BlobSidecar.CELLS_A_BLOB;
        TransactionRules.require(
                sidecar.proofs().size() == proofs,
                "invalid number of %d blob proofs, expected %d",
                sidecar.proofs().size(),
                proofs);
    }

    /** Whether blobs and proofs belong to the commitments. Takes milliseconds. */
    boolean proven(BlobSidecar sidecar) {
        Kzg arithmetic = kzg.orElseThrow();
        if (sidecar.version() == 0) {
            return arithmetic.provesBlobs(sidecar.blobs(), sidecar.commitments(), sidecar.proofs());
        }
        CellBatch batch = new CellBatch();
        for (int blob = 0; blob < sidecar.blobs().size(); blob++) {
            List<byte[]> cells = cellsOf(sidecar.blobs().get(blob), arithmetic);
            if (cells.isEmpty()) {
                return false;
            }
            for (int index = 0; index < cells.size(); index++) {
                batch.add(sidecar.commitments(), sidecar.proofs(), blob, index, cells.get(index));
            }
        }
        return batch.proven(arithmetic);
    }

    /** Whether these cells, of every blob one for each index, are those of the commitments. */
    boolean proven(Blobs blobs, NavigableMap<Integer, List<byte[]>> cells) {
        CellBatch batch = new CellBatch();
        cells.forEach((index, ofBlobs) -> {
            for (int blob = 0; blob < ofBlobs.size(); blob++) {
                batch.add(blobs.commitments(), blobs.proofs(), blob, index, ofBlobs.get(blob));
            }
        });
        return batch.proven(kzg.orElseThrow());
    }

    private static List<byte[]> cellsOf(byte[] blob, Kzg arithmetic) {
        try {
            return arithmetic.cells(blob);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** Verifying many at once costs little more than verifying one. */
    private static final class CellBatch {

        private final List<byte[]> commitments = new ArrayList<>();
        private final List<Integer> indices = new ArrayList<>();
        private final List<byte[]> cells = new ArrayList<>();
        private final List<byte[]> proofs = new ArrayList<>();

        void add(List<byte[]> allCommitments, List<byte[]> allProofs, int blob, int index, byte[] cell) {
            commitments.add(allCommitments.get(blob));
            indices.add(index);
            cells.add(cell);
            proofs.add(allProofs.get(blob * CellMask.CELLS + index));
        }

        boolean proven(Kzg arithmetic) {
            int[] all = indices.stream().mapToInt(Integer::intValue).toArray();
            return arithmetic.provesCells(commitments, all, cells, proofs);
        }
    }
}
