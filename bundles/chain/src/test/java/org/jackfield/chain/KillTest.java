package org.jackfield.chain;

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

/** A process that writes blocks, and moves the head to and fro, is killed (SIGKILL) in the midst of it. */
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
            killAfter(40, Writer.class);
            long head = checkedHead();
            assertTrue(head >= before + 40, "head " + head + " after " + before);
            before = head;
        }
        try (StoredChain chain = DevelopmentChain.open(folder, true)) {
            assertEquals(DevelopmentChain.BLOCKS, chain.head().number());
        }
    }

    /** Branches of a few hundred blocks replace one another, by weight and by choice, while they grow. */
    @Test
    void afterAKillInAReorganisationTheIndexIsThatOfTheHead() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            killAfter(12 + 7 * round, Reorganiser.class);
            try (StoredChain chain = new StoredChain(Branch.WORK, BlockStore.open(folder, Branch.WORK))) {
                assertTrue(
                        chain.head().number() >= Reorganiser.LENGTH,
                        "head " + chain.head().number());
                Canonical.check(chain);
            }
        }
    }

    /** The other process that is killed: says so after every call. */
    static final class Reorganiser {

        static final int LENGTH = 300;

        private Reorganiser() {}

        public static void main(String[] arguments) throws Exception {
            BlockHeader start = Branch.WORK.header();
            Branch[] branches = {new Branch(start, 1).add(LENGTH, 10), new Branch(start, 2).add(LENGTH, 10)};
            try (StoredChain chain =
                    new StoredChain(Branch.WORK, BlockStore.open(Path.of(arguments[0]), Branch.WORK))) {
                for (int turn = 0; ; turn++) {
                    // The lighter one gets heavier by two blocks, then the other one is chosen none the less.
                    Branch grown = branches[turn % 2].add(2, 10 + turn);
                    chain.append(grown.blocks());
                    System.out.println(turn);
                    chain.choose(branches[1 - turn % 2].last().hash());
                    chain.choose(grown.last().hash());
                }
            }
        }
    }

    /** The process that is killed: commits every block on its own and says so. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            GenesisFile genesis = DevelopmentChain.genesis();
            DevelopmentBlocks blocks = new DevelopmentBlocks(genesis);
            try (BlockStore store = BlockStore.open(Path.of(arguments[0]), genesis.genesis())) {
                ChainAppender appender =
                        new ChainAppender(store, genesis.genesis(), new TransactionIndex(store, true), change -> {});
                for (int i = 0; i < DevelopmentChain.BLOCKS; i++) {
                    DevelopmentBlocks.Made made = blocks.next();
                    NewBlock block = new NewBlock(made.block(), Optional.of(made.receipts()));
                    if (appender.append(Candidate.of(block))) {
                        appender.commit();
                        System.out.println(made.block().header().number());
                    }
                }
            }
        }
    }

    private void killAfter(int lines, Class<?> process) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        process.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader written = new BufferedReader(new InputStreamReader(writer.getInputStream()))) {
            for (int i = 0; i < lines; i++) {
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
            Canonical.check(chain);
            for (long number = 1; number <= chain.head().number(); number++) {
                assertTrue(chain.receipts(chain.canonicalHash(number).orElseThrow())
                        .isPresent());
            }
            return chain.head().number();
        }
    }
}
