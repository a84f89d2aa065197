package org.jackfield.kzg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NativeKzgTest {

    private static final NativeKzg KZG = new NativeKzg();

    @BeforeAll
    static void loadTheLibrary() {
        NativeLibrary.load();
    }

    static List<Vectors.Case> blobBatches() {
        return Vectors.of("verify_blob_kzg_proof_batch");
    }

    static List<Vectors.Case> cellBatches() {
        return Vectors.of("verify_cell_kzg_proof_batch");
    }

    static List<Vectors.Case> recoveries() {
        return Vectors.of("recover_cells_and_kzg_proofs");
    }

    static List<Vectors.Case> blobs() {
        return Vectors.of("compute_cells");
    }

    /** What the vectors call an error, {@code null}, proves nothing. */
    @ParameterizedTest
    @MethodSource("blobBatches")
    void judgesBlobsAsTheReferenceDoes(Vectors.Case given) {
        assertEquals(
                given.verdict().equals("true"),
                KZG.provesBlobs(given.bytes("blobs"), given.bytes("commitments"), given.bytes("proofs")));
    }

    @ParameterizedTest
    @MethodSource("cellBatches")
    void judgesCellsAsTheReferenceDoes(Vectors.Case given) {
        assertEquals(
                given.verdict().equals("true"),
                KZG.provesCells(
                        given.bytes("commitments"), given.indices(), given.bytes("cells"), given.bytes("proofs")));
    }

    @ParameterizedTest
    @MethodSource("recoveries")
    void recoversTheBlobFromHalfOfTheCells(Vectors.Case given) {
        List<byte[]> cells = given.bytes("cells");
        if (given.verdict().equals("null")) {
            assertThrows(IllegalArgumentException.class, () -> KZG.recover(given.indices(), cells));
        } else {
            List<byte[]> all = given.bytes("output");
            byte[] blob = KZG.recover(given.indices(), cells);
            for (int i = 0; i < blob.length; i += NativeKzg.CELL_BYTES) {
                byte[] expected = all.get(i / NativeKzg.CELL_BYTES);
                assertArrayEquals(expected, Arrays.copyOfRange(blob, i, i + expected.length));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("blobs")
    void computesTheCellsOfABlob(Vectors.Case given) {
        byte[] blob = given.bytes("blob").get(0);
        if (given.verdict().equals("null")) {
            assertThrows(IllegalArgumentException.class, () -> KZG.cells(blob));
        } else {
            List<byte[]> expected = given.bytes("output");
            List<byte[]> actual = KZG.cells(blob);
            assertEquals(expected.size(), actual.size());
            for (int i = 0; i < expected.size(); i++) {
                assertArrayEquals(expected.get(i), actual.get(i));
            }
        }
    }

    @Test
    void takesNothingOfAnotherLengthForABlobOrACell() {
        byte[] point = new byte[NativeKzg.POINT_BYTES];
        List<byte[]> points = List.of(point);
        assertFalse(KZG.provesBlobs(List.of(new byte[1]), points, points));
        assertFalse(KZG.provesBlobs(List.of(new byte[NativeKzg.BLOB_BYTES]), points, List.of()));
        assertFalse(KZG.provesCells(points, new int[] {0}, List.of(new byte[NativeKzg.CELL_BYTES - 1]), points));
        assertFalse(KZG.provesCells(points, new int[] {-1}, List.of(new byte[NativeKzg.CELL_BYTES]), points));
        assertThrows(IllegalArgumentException.class, () -> KZG.cells(new byte[0]));
    }

    @Test
    void survivesRandomBytes() {
        Random random = new Random(4844);
        for (int i = 0; i < 200; i++) {
            List<byte[]> commitments = List.of(bytes(random, NativeKzg.POINT_BYTES));
            List<byte[]> proofs = List.of(bytes(random, NativeKzg.POINT_BYTES));
            int[] index = {random.nextInt(NativeKzg.CELLS)};
            assertFalse(KZG.provesCells(commitments, index, List.of(bytes(random, NativeKzg.CELL_BYTES)), proofs));
        }
    }

    @Test
    void servesSeveralThreadsAtOnce() throws InterruptedException, ExecutionException {
        Vectors.Case valid = cellBatches().stream()
                .filter(given -> given.verdict().equals("true"))
                .findFirst()
                .orElseThrow();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                answers.add(threads.submit(() -> KZG.provesCells(
                        valid.bytes("commitments"), valid.indices(), valid.bytes("cells"), valid.bytes("proofs"))));
            }
            for (Future<Boolean> answer : answers) {
                assertEquals(true, answer.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
