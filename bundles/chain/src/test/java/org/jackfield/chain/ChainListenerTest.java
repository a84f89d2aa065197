package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainListenerTest {

    @TempDir
    Path folder;

    private StoredChain chain;
    private final List<HeadChange> heard = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        chain = new StoredChain(Branch.WORK, BlockStore.open(folder, Branch.WORK));
    }

    @AfterEach
    void close() {
        chain.close();
    }

    @Test
    void everyMoveIsHeardInOrder() throws Exception {
        chain.listen(heard::add);
        Branch first = branch(1).add(1500, 10);
        Branch second = new Branch(first.header(9), 2).add(3, 10_000);
        chain.append(first.blocks());
        chain.append(second.blocks());
        chain.choose(first.header(4).hash());
        assertTrue(heard.size() >= 5, heard.size() + " moves");
        ChainHead at = new Tip(Branch.WORK.header(), Branch.WORK.header().difficulty()).head();
        for (HeadChange change : heard) {
            assertArrayEquals(at.hash(), change.from().hash());
            assertEquals(at.totalDifficulty(), change.from().totalDifficulty());
            at = change.to();
        }
        assertArrayEquals(chain.head().hash(), at.hash());
        HeadChange sideways = heard.get(heard.size() - 2);
        assertTrue(sideways.reorganised());
        assertEquals(10, sideways.ancestor());
        HeadChange back = heard.get(heard.size() - 1);
        assertTrue(back.reorganised());
        assertEquals(5, back.ancestor());
        assertEquals(13, back.from().number());
        assertFalse(heard.get(0).reorganised());
    }

    @Test
    void blocksThatMoveNoHeadAreNotHeardOf() throws Exception {
        chain.append(branch(1).add(3, 10).blocks());
        chain.listen(heard::add);
        chain.append(branch(2).add(3, 10).blocks());
        chain.choose(chain.head().hash());
        assertEquals(List.of(), heard);
    }

    @Test
    void importsAreHeardOfToo() throws Exception {
        try (StoredChain other =
                new StoredChain(Golden.genesis(), BlockStore.open(folder.resolve("other"), Golden.genesis()))) {
            other.listen(heard::add);
            other.importBlocks(Golden.chainPath(), ImportProgress.IGNORED);
        }
        assertEquals(1, heard.size());
        assertEquals(29, heard.get(0).to().number());
    }

    @Test
    void readersAreNotKeptWaiting() throws Exception {
        Branch branch = branch(1).add(2, 10);
        chain.listen(change -> {
            heard.add(change);
            byte[] hash = change.to().hash();
            CompletableFuture<Boolean> reading =
                    CompletableFuture.supplyAsync(() -> chain.body(hash).isPresent()
                            && chain.head().number() == 2
                            && chain.canonicalHash(2).isPresent());
            assertTrue(reading.orTimeout(20, TimeUnit.SECONDS).join());
        });
        chain.append(branch.blocks());
        assertEquals(1, heard.size());
    }

    @Test
    void whoHasLeftHearsNothingAndWhoFailsHarmsNobody() throws Exception {
        ChainListener counting = heard::add;
        AutoCloseable left = chain.listen(counting);
        chain.listen(change -> {
            throw new IllegalStateException("on purpose");
        });
        chain.listen(counting);
        left.close();
        left.close();
        chain.append(branch(1).add(1, 10).blocks());
        assertEquals(1, heard.size());
        assertEquals(1, chain.head().number());
    }

    @Test
    void aListenerMustNotWrite() throws Exception {
        List<IllegalStateException> refused = new ArrayList<>();
        chain.listen(change -> refused.add(assertThrows(
                IllegalStateException.class, () -> chain.choose(change.from().hash()))));
        chain.append(branch(1).add(1, 10).blocks());
        assertEquals(1, refused.size());
        assertEquals(1, chain.head().number());
    }

    private static Branch branch(int name) {
        return new Branch(Branch.WORK.header(), name);
    }
}
