package org.jackfield.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jackfield.crypto.Sha256;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What travels with a blob transaction until it is in a block: its blobs, and what shows that they are those it names.
 *
 * <pre>
 *   version 0 (EIP-4844)   [tx, blobs, commitments, proofs]             a proof a blob
 *   version 1 (EIP-7594)   [tx, 1, blobs, commitments, proofs]          128 proofs a blob, one a cell
 * </pre>
 *
 * <p>That commitments and blobs belong together can only be told by KZG arithmetic, which nobody does here; that
 * commitments and transaction do is told by {@link #objection}.
 *
 * @param blobs of {@value #BLOB_BYTES} bytes each; not to be changed, as all arrays here
 * @param commitments of {@value #POINT_BYTES} bytes each
 * @param proofs of {@value #POINT_BYTES} bytes each
 */
public record BlobSidecar(int version, List<byte[]> blobs, List<byte[]> commitments, List<byte[]> proofs) {

    /** EIP-4844: 4096 field elements of 32 bytes. */
    public static final int BLOB_BYTES = 1 << 17;

    /** EIP-4844: a compressed point of BLS12-381. */
    public static final int POINT_BYTES = 48;

    /** EIP-7594, CELLS_PER_EXT_BLOB. */
    public static final int CELLS_A_BLOB = 128;

    /** EIP-4844, VERSIONED_HASH_VERSION_KZG. */
    static final byte HASH_VERSION = 1;

    public BlobSidecar {
        blobs = List.copyOf(blobs);
        commitments = List.copyOf(commitments);
        proofs = List.copyOf(proofs);
    }

    /** The hash by which a transaction names the blob of a commitment (EIP-4844, {@code kzg_to_versioned_hash}). */
    public static byte[] versionedHash(byte[] commitment) {
        byte[] hash = Sha256.hash(commitment);
        hash[0] = HASH_VERSION;
        return hash;
    }

    /** Why this is not the sidecar of a transaction that names those blobs; empty if, short of KZG, it is. */
    public Optional<String> objection(List<byte[]> blobHashes) {
        int count = blobHashes.size();
        int proofsExpected = version == 0 ? count : count * CELLS_A_BLOB;
        if (blobs.size() != count || commitments.size() != count || proofs.size() != proofsExpected) {
            return Optional.of(String.format(
                    "%d blobs, %d commitments and %d proofs to %d blob hashes",
                    blobs.size(), commitments.size(), proofs.size(), count));
        }
        for (int i = 0; i < count; i++) {
            if (!Arrays.equals(versionedHash(commitments.get(i)), blobHashes.get(i))) {
                return Optional.of("commitment " + i + " is not that of blob hash " + Hex.brief(blobHashes.get(i)));
            }
        }
        return Optional.empty();
    }

    /** Reads what follows the transaction, to the end. */
    static BlobSidecar read(RlpReader items) throws RlpException {
        int version = 0;
        if (!items.nextIsList()) {
            int at = items.position();
            version = items.readInt();
            if (version != 1) {
                throw new RlpException(at, "version " + version + " of a blob sidecar, only 1 is written out");
            }
        }
        BlobSidecar sidecar = new BlobSidecar(
                version, readAll(items, BLOB_BYTES), readAll(items, POINT_BYTES), readAll(items, POINT_BYTES));
        items.finish();
        return sidecar;
    }

    void write(RlpWriter out) {
        if (version > 0) {
            out.write(version);
        }
        for (List<byte[]> part : List.of(blobs, commitments, proofs)) {
            out.beginList();
            part.forEach(out::write);
            out.endList();
        }
    }

    private static List<byte[]> readAll(RlpReader items, int length) throws RlpException {
        List<byte[]> all = new ArrayList<>();
        for (RlpReader list = items.readList(); list.hasNext(); ) {
            all.add(list.readBytes(length));
        }
        return all;
    }
}
