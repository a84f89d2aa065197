package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with another branch than the one that is there, and imports beside other writers. */
class BranchImportTest {

    @TempDir
    Path folder;

    private StoredChain chain;

    @BeforeEach
    void open() throws IOException {
        chain = new StoredChain(Branch.WORK, BlockStore.open(folder.resolve("chain"), Branch.WORK));
    }

    @AfterEach
    void close() {
        chain.close();
    }

    @Test
    void aHeavierBranchOfAFileBecomesCanonical() throws Exception {
        Branch first = branch(1).add(700, 10);
        Branch second = new Branch(first.header(99), 2).add(590, 11);
        chain.importBlocks(file(first), ImportProgress.IGNORED);
        ImportReport report = chain.importBlocks(file(second), ImportProgress.IGNORED);
        assertEquals(590, report.imported());
        assertArrayEquals(second.last().hash(), report.head().hash());
        Canonical.check(chain);
        assertEquals(
                590, chain.importBlocks(file(second), ImportProgress.IGNORED).alreadyThere());
    }

    @Test
    void aLighterBranchOfAFileIsKeptAside() throws Exception {
        Branch first = branch(1).add(700, 10);
        Branch second = branch(2).add(650, 10);
        chain.importBlocks(file(first), ImportProgress.IGNORED);
        ImportReport report = chain.importBlocks(file(second), ImportProgress.IGNORED);
        assertEquals(650, report.imported());
        assertArrayEquals(first.last().hash(), report.head().hash());
        assertTrue(chain.body(second.last().hash()).isPresent());
        Canonical.check(chain);
    }

    @Test
    void aBadBlockInTheMidstKeepsAllBeforeIt() throws Exception {
        Branch branch = branch(1).add(300, 10);
        Path file = file(branch);
        byte[] bytes = Files.readAllBytes(file);
        int offset = 0;
        for (int i = 0; i < 200; i++) {
            offset += branch.block(i).block().encoded().length;
        }
        bytes[offset + 40] ^= 1;
        Files.write(file, bytes);
        BadBlockException error =
                assertThrows(BadBlockException.class, () -> chain.importBlocks(file, ImportProgress.IGNORED));
        assertEquals(201, error.number());
        assertEquals(offset, error.offset());
        assertEquals(200, chain.head().number());
        Canonical.check(chain);
    }

    @Test
    void whoAppendsWaitsForAnImport() throws Exception {
        Branch first = branch(1).add(600, 10);
        Branch second = branch(2).add(40, 1000);
        AtomicReference<CompletableFuture<Integer>> appending = new AtomicReference<>();
        chain.importBlocks(file(first), (blocks, bytes, total) -> {
            if (appending.get() == null) {
                appending.set(CompletableFuture.supplyAsync(() -> append(second)));
            }
            assertTrue(chain.numberOf(second.header(0).hash()).isEmpty());
        });
        assertEquals(40, appending.get().get(20, TimeUnit.SECONDS));
        assertArrayEquals(second.last().hash(), chain.head().hash());
        Canonical.check(chain);
    }

    @Test
    void whoWaitsForAnImportCanBeInterrupted() throws Exception {
        FutureTask<Exception> waiting = new FutureTask<>(() -> assertThrows(
                IOException.class, () -> chain.append(branch(2).add(1, 1).blocks())));
        Thread thread = new Thread(waiting);
        chain.importBlocks(file(branch(1).add(10, 10)), (blocks, bytes, total) -> {
            thread.start();
            thread.interrupt();
            assertInstanceOf(InterruptedIOException.class, result(waiting));
        });
        assertEquals(10, chain.head().number());
    }

    @Test
    void twoImportsAtOnceAreRefused() throws Exception {
        Path file = file(branch(1).add(10, 10));
        chain.importBlocks(file, (blocks, bytes, total) -> {
            CompletableFuture<IOException> second = CompletableFuture.supplyAsync(
                    () -> assertThrows(IOException.class, () -> chain.importBlocks(file, ImportProgress.IGNORED)));
            assertEquals("another import is running", second.join().getMessage());
        });
    }

    private static <T> T result(FutureTask<T> task) {
        try {
            return task.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private int append(Branch branch) {
        try {
            return chain.append(branch.blocks());
        } catch (RejectedBlockException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file(Branch branch) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<NewBlock> blocks = branch.blocks();
        blocks.forEach(block -> out.writeBytes(block.block().encoded()));
        return Files.write(Files.createTempFile(folder, "blocks", ".rlp"), out.toByteArray());
    }

    private static Branch branch(int name) {
        return new Branch(Branch.WORK.header(), name);
    }
}
