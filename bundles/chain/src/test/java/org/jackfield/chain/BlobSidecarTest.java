package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobSidecarTest {

    private static final byte[] KEY = Hex.bytes("46".repeat(32));

    /** KZG: the commitment to a blob of zeros is the point at infinity, and so is every proof of it. */
    private static final byte[] INFINITY = Hex.bytes("c0" + "00".repeat(47));

    /** go-ethereum, core/types/transaction_test.go: the versioned hash of the empty blob. */
    private static final String EMPTY_BLOB_HASH = "0x010657f37554c781402a22917dee2f75def7ab966d7b770905398eba3c444014";

    @Test
    void theHashOfTheEmptyBlobIsTheKnownOne() {
        assertEquals(EMPTY_BLOB_HASH, Hex.text(BlobSidecar.versionedHash(INFINITY)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theFormOfTheWireComesBackByteForByte(int version) throws RlpException {
        Transaction made = transaction(version, 2);
        byte[] wire = made.pooled().encoded();
        Transaction read = Transaction.decode(new RawTransaction(wire));
        BlobSidecar sidecar = read.sidecar().orElseThrow();
        assertEquals(version, sidecar.version());
        assertEquals(2, sidecar.blobs().size());
        assertEquals(version == 0 ? 2 : 256, sidecar.proofs().size());
        assertEquals(Optional.empty(), sidecar.objection(read.blobHashes()));
        assertArrayEquals(wire, read.pooled().encoded());
        assertEquals(wire.length, read.size());
    }

    @Test
    void hashAndBlockFormAreThoseWithoutSidecar() throws RlpException {
        Transaction wire = transaction(1, 1);
        Transaction inBlock = Transaction.decode(new RawTransaction(wire.encoded()));
        assertTrue(inBlock.sidecar().isEmpty());
        assertArrayEquals(inBlock.hash(), wire.hash());
        assertEquals(wire.sender(), inBlock.sender());
        assertTrue(wire.size() > BlobSidecar.BLOB_BYTES && inBlock.size() < 300);
    }

    @Test
    void whatDoesNotBelongToTheTransactionIsTold() {
        Transaction transaction = transaction(0, 2);
        BlobSidecar one = transaction(0, 1).sidecar().orElseThrow();
        assertEquals(
                "1 blobs, 1 commitments and 1 proofs to 2 blob hashes",
                one.objection(transaction.blobHashes()).orElseThrow());
        byte[] other = INFINITY.clone();
        other[47] = 1;
        BlobSidecar wrong = new BlobSidecar(0, one.blobs(), List.of(other), one.proofs());
        assertEquals(
                "commitment 0 is not that of blob hash 0x010657f3…",
                wrong.objection(transaction.blobHashes().subList(0, 1)).orElseThrow());
        BlobSidecar cellProofs = new BlobSidecar(1, one.blobs(), one.commitments(), one.proofs());
        assertTrue(cellProofs.objection(transaction.blobHashes().subList(0, 1)).isPresent());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 255})
    void anotherVersionIsRefused(int version) {
        RlpWriter out = new RlpWriter().write(version).writeRaw(Hex.bytes("c0c0c0"));
        assertThrows(RlpException.class, () -> BlobSidecar.read(RlpReader.of(out.toByteArray())));
    }

    @Test
    void blobsAndPointsHaveTheirLengths() {
        for (int part = 0; part < 3; part++) {
            RlpWriter out = new RlpWriter();
            for (int i = 0; i < 3; i++) {
                out.beginList()
                        .write(new byte[i == part ? 47 : i == 0 ? BlobSidecar.BLOB_BYTES : 48])
                        .endList();
            }
            assertThrows(RlpException.class, () -> BlobSidecar.read(RlpReader.of(out.toByteArray())));
        }
    }

    @Test
    void malformedSidecarsRaiseNothingButRlpException() throws RlpException {
        // Without blobs: the decoder does not count, and large input would only make the test slow.
        Transaction whole = transaction(1, 1);
        BlobSidecar sidecar = whole.sidecar().orElseThrow();
        TransactionDraft draft = draft(whole.blobHashes());
        draft.sidecar = Optional.of(new BlobSidecar(1, List.of(), sidecar.commitments(), sidecar.proofs()));
        Fuzz.run(draft.signed(KEY).pooled().encoded(), input -> {
            Transaction read = Transaction.decode(new RawTransaction(input));
            read.sidecar().ifPresent(found -> found.objection(read.blobHashes()));
            assertArrayEquals(input, read.pooled().encoded());
        });
    }

    private static Transaction transaction(int version, int blobs) {
        int proofs = version == 0 ? blobs : blobs * BlobSidecar.CELLS_A_BLOB;
        TransactionDraft draft = draft(Collections.nCopies(blobs, Hex.bytes(EMPTY_BLOB_HASH)));
        draft.sidecar = Optional.of(new BlobSidecar(
                version,
                Collections.nCopies(blobs, new byte[BlobSidecar.BLOB_BYTES]),
                Collections.nCopies(blobs, INFINITY),
                Collections.nCopies(proofs, INFINITY)));
        return draft.signed(KEY);
    }

    private static TransactionDraft draft(List<byte[]> hashes) {
        TransactionDraft draft = TransactionTest.draft(Transaction.BLOB);
        draft.blobHashes = hashes;
        return draft;
    }
}
