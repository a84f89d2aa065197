package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two branches of different length from block 100 on; what is read belongs together whichever is canonical. */
class ReorganisedReadsTest {

    private static final int ALL = Integer.MAX_VALUE;

    @TempDir
    Path folder;

    private final Branch trunk = new Branch(Branch.WORK.header(), 1).add(100, 10);
    private final Branch left = new Branch(trunk.last(), 2).add(400, 10);
    private final Branch right = new Branch(trunk.last(), 3).add(250, 10);
    private StoredChain chain;

    @BeforeEach
    void open() throws Exception {
        chain = new StoredChain(Branch.WORK, BlockStore.open(folder.resolve("chain"), Branch.WORK));
        chain.append(trunk.blocks());
        chain.append(left.blocks());
        chain.append(right.blocks());
    }

    @AfterEach
    void close() {
        chain.close();
    }

    @Test
    void whatIsReadWhileTheHeadMovesIsOfOneBranch() throws Exception {
        CompletableFuture<Integer> moves = CompletableFuture.supplyAsync(this::moveToAndFro);
        int reads = 0;
        while (!moves.isDone() || reads == 0) {
            assertLinked(chain.headers(HeaderRange.of(1, 600, 0, false), 600, ALL));
            assertLinked(chain.headers(HeaderRange.of(left.last().hash(), 300, 0, true), 600, ALL));
            BlockHeader header = chain.header(120).orElseThrow();
            assertEquals(120, header.number());
            assertTrue(chain.body(header.hash()).isPresent());
            assertTrue(chain.slimReceipts(header.hash()).isPresent());
            reads++;
        }
        assertEquals(60, moves.get(20, TimeUnit.SECONDS));
    }

    @Test
    void anExportIsOfTheBranchItBeganWith() throws Exception {
        Path file = folder.resolve("left.rlp");
        chain.exportBlocks(new ExportRequest(file, 1, 500, false), (blocks, total, bytes) -> {
            chooseUnchecked(blocks < total ? right : left);
        });
        try (BlockFile blocks = BlockFile.open(file)) {
            byte[] last = {};
            for (Optional<byte[]> next = blocks.next(); next.isPresent(); next = blocks.next()) {
                last = Block.decode(next.get()).header().hash();
            }
            assertArrayEquals(left.last().hash(), last);
        }
    }

    @Test
    void headersBeforeABlockOfASideBranchAreFoundAndNoneAfter() throws Exception {
        byte[] side = right.header(9).hash();
        List<byte[]> back = chain.headers(HeaderRange.of(side, 30, 0, true), 1024, ALL);
        assertEquals(30, back.size());
        assertArrayEquals(side, BlockHeader.decode(back.get(0)).hash());
        assertLinked(back);
        List<byte[]> every = chain.headers(HeaderRange.of(side, 30, 4, true), 1024, ALL);
        assertEquals(23, every.size());
        assertEquals(0, BlockHeader.decode(every.get(22)).number());
        assertEquals(105, BlockHeader.decode(every.get(1)).number());
        assertArrayEquals(
                trunk.header(94).hash(), BlockHeader.decode(every.get(3)).hash());
        assertEquals(
                1, chain.headers(HeaderRange.of(side, 30, 0, false), 1024, ALL).size());
        assertEquals(
                1, chain.headers(HeaderRange.of(side, 30, -1, true), 1024, ALL).size());
        assertEquals(
                0, chain.headers(HeaderRange.of(side, 0, 0, true), 1024, ALL).size());
        assertEquals(2, chain.headers(HeaderRange.of(side, 30, 0, true), 2, ALL).size());
        assertEquals(
                1, chain.headers(HeaderRange.of(side, 30, 0, true), 1024, 1).size());
    }

    private int moveToAndFro() {
        int moves = 0;
        for (; moves < 60; moves++) {
            chooseUnchecked(moves % 2 == 0 ? right : left);
        }
        return moves;
    }

    private void chooseUnchecked(Branch branch) {
        try {
            chain.choose(branch.last().hash());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertLinked(List<byte[]> headers) throws Exception {
        for (int i = 1; i < headers.size(); i++) {
            BlockHeader one = BlockHeader.decode(headers.get(i - 1));
            BlockHeader other = BlockHeader.decode(headers.get(i));
            boolean up = other.number() > one.number();
            assertArrayEquals(up ? one.hash() : other.hash(), up ? other.parentHash() : one.parentHash());
        }
        assertTrue(headers.size() >= 30, headers.size() + " headers");
    }
}
