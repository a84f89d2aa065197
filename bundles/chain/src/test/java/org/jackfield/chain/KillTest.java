package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes blocks one batch after another is killed (SIGKILL) in the midst of it. */
class KillTest {

    private static final int ROUNDS = 3;

    @TempDir
    Path folder;

    /** The killed processes leave their copy of the native library in there. */
    @TempDir
    Path temporary;

    @Test
    void afterAKillTheHeadAndAllBelowItAreThere() throws Exception {
        long before = 0;
        for (int round = 0; round < ROUNDS; round++) {
            killAfter(40);
            long head = checkedHead();
            assertTrue(head >= before + 40, "head " + head + " after " + before);
            before = head;
        }
        try (StoredChain chain = DevelopmentChain.open(folder)) {
            assertEquals(DevelopmentChain.BLOCKS, chain.head().number());
        }
    }

    /** The process that is killed: commits every block on its own and says so. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            GenesisFile genesis = DevelopmentChain.genesis();
            DevelopmentBlocks blocks = new DevelopmentBlocks(genesis);
            try (BlockStore store = BlockStore.open(Path.of(arguments[0]), genesis.genesis());
                    ChainAppender appender = new ChainAppender(store, genesis.genesis(), change -> {})) {
                for (int i = 0; i < DevelopmentChain.BLOCKS; i++) {
                    DevelopmentBlocks.Made made = blocks.next();
                    if (appender.append(Candidate.of(new NewBlock(made.block(), Optional.of(made.receipts()))))) {
                        appender.commit();
                        System.out.println(made.block().header().number());
                    }
                }
            }
        }
    }

    private void killAfter(int blocks) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader written = new BufferedReader(new InputStreamReader(writer.getInputStream()))) {
            for (int i = 0; i < blocks; i++) {
                assertTrue(written.readLine() != null, "the writer ended by itself");
            }
        } finally {
            writer.destroyForcibly();
            assertTrue(writer.waitFor(20, TimeUnit.SECONDS), "the writer does not die");
        }
    }

    private long checkedHead() throws IOException {
        Genesis genesis = DevelopmentChain.genesis().genesis();
        try (StoredChain chain = new StoredChain(genesis, BlockStore.open(folder, genesis))) {
            ChainHead head = chain.head();
            byte[] parent = genesis.hash();
            for (long number = 1; number <= head.number(); number++) {
                BlockHeader header = chain.header(number).orElseThrow();
                assertArrayEquals(parent, header.parentHash());
                parent = header.hash();
                BlockBody body = BlockBody.decode(chain.body(parent).orElseThrow());
                assertArrayEquals(header.transactionsRoot(), body.transactionsRoot());
                assertTrue(chain.receipts(parent).isPresent());
            }
            assertArrayEquals(parent, head.hash());
            return head.number();
        }
    }
}
