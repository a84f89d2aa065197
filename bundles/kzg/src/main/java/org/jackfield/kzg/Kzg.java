package org.jackfield.kzg;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The arithmetic of KZG commitments (EIP-4844, EIP-7594) over the setup of the public ceremony. A service; for any thread.
 * Blobs have 131,072 bytes, commitments and proofs 48, cells 2,048. What has another length or is no point or field element
 * proves nothing: {@code false}, never an exception.
 */
@ProviderType
public interface Kzg {

    /** Whether each blob is that of its commitment (EIP-4844, {@code verify_blob_kzg_proof_batch}). */
    boolean provesBlobs(List<byte[]> blobs, List<byte[]> commitments, List<byte[]> proofs);

    /**
     * Whether each cell is that of its commitment (EIP-7594, {@code verify_cell_kzg_proof_batch}). All lists have one entry
     * a cell.
     *
     * @param indices of the cells in their blobs, 0 to 127
     */
    boolean provesCells(List<byte[]> commitments, int[] indices, List<byte[]> cells, List<byte[]> proofs);

    /**
     * The 128 cells of a blob.
     *
     * @throws IllegalArgumentException if it is none
     */
    List<byte[]> cells(byte[] blob);

    /**
     * The blob that 64 or more of its cells make up.
     *
     * @param indices ascending
     * @throws IllegalArgumentException if they are too few, or no cells of one blob
     */
    byte[] recover(int[] indices, List<byte[]> cells);
}
