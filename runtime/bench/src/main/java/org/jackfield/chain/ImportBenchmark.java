package org.jackfield.chain;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jackfield.bench.TimeShares;

/**
 * Imports files of made blocks, small ones and full ones, beside the {@link PlainLoop} over the same file, in turn. Arguments:
 * number of small blocks, number of full ones, number of rounds.
 */
final class ImportBenchmark {

    /** About what blocks of the main network hold. */
    private static final int TRANSACTIONS_OF_A_FULL_BLOCK = 150;

    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("org.jackfield.crypto.", "Keccak");
        PARTS.put("org.rocksdb.", "RocksDB");
        PARTS.put("org.jackfield.rlp.", "decoding and encoding");
        PARTS.put("org.jackfield.chain.TrieRoot", "tries");
        PARTS.put("org.jackfield.chain.BatchBytes", "batches");
        PARTS.put("org.jackfield.chain.BlockFile", "reading");
    }

    private final PrintStream out;
    private final Path folder;
    private final Path file;
    private final int blocks;

    private ImportBenchmark(PrintStream out, Path folder, Path file, int blocks) {
        this.out = out;
        this.folder = folder;
        this.file = file;
        this.blocks = blocks;
    }

    private interface Work {
        /** @param stored to be told once all blocks are in the store */
        void run(Path store, Runnable stored) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[2]);
        run("small", MadeBlocks.byStake(1), Integer.parseInt(arguments[0]), rounds);
        run("full", MadeBlocks.byStake(1, TRANSACTIONS_OF_A_FULL_BLOCK), Integer.parseInt(arguments[1]), rounds);
    }

    private static void run(String name, MadeBlocks made, int blocks, int rounds) throws Exception {
        Path folder = Files.createDirectories(Path.of(System.getProperty("jackfield.data"), name));
        Path file = MadeFiles.write(folder, made, blocks).blocks();
        System.out.printf("%,d %s blocks, %.1f MB:%n", blocks, name, Files.size(file) / 1e6);
        ImportBenchmark benchmark = new ImportBenchmark(System.out, folder, file, blocks);
        benchmark.compare(rounds);
        benchmark.tellShares("of the import", benchmark::importBlocks);
        benchmark.tellShares("of the plain loop", benchmark::loop);
    }

    private void compare(int rounds) throws Exception {
        List<Lap> plain = new ArrayList<>();
        List<Lap> imports = new ArrayList<>();
        List<Lap> indexed = new ArrayList<>();
        // The first of each has the compiler to wait for.
        for (int i = 0; i <= rounds; i++) {
            plain.add(time(this::loop).get(0));
            List<Lap> laps = time(this::importBlocks);
            imports.add(laps.get(0));
            indexed.add(laps.get(1));
        }
        Lap loop = Lap.median(plain.subList(1, rounds + 1));
        Lap imported = Lap.median(imports.subList(1, rounds + 1));
        tell("plain loop", loop);
        tell("import", imported);
        tell("and index", Lap.median(indexed.subList(1, rounds + 1)));
        out.printf(
                "the import runs at %.0f %% of the plain loop (80 %% aimed at)%n",
                100 * loop.seconds() / imported.seconds());
    }

    private void loop(Path store, Runnable stored) throws Exception {
        PlainLoop.run(file, store, stored);
    }

    private void importBlocks(Path store, Runnable stored) throws IOException {
        try (StoredChain chain = new ChainFolder(store, MadeGenesis.STAKE).open()) {
            long taken = chain.importBlocks(file, ImportProgress.IGNORED).imported();
            stored.run();
            if (taken != blocks) {
                throw new IllegalStateException(taken + " blocks were imported, not " + blocks);
            }
            while (chain.transactionIndexing() == TransactionIndexing.IN_PROGRESS) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
    }

    private void tellShares(String what, Work work) throws Exception {
        try (TimeShares shares = new TimeShares(PARTS)) {
            work.run(emptyStore(), () -> tellShares(what, shares));
        }
    }

    private void tellShares(String what, TimeShares shares) {
        try {
            out.println("samples " + what + ":");
            shares.end().forEach((part, share) -> out.printf("  %-24s %5.1f %%%n", part, 100 * share));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until all blocks are in the store, and until the end. */
    private List<Lap> time(Work work) throws Exception {
        Path store = emptyStore();
        List<Lap> laps = new ArrayList<>();
        Lap start = Lap.start();
        work.run(store, () -> laps.add(start.end()));
        laps.add(start.end());
        return laps;
    }

    private void tell(String what, Lap took) throws IOException {
        out.printf(
                "%-10s %.2f s (%.2f s of processors): %,.0f blocks/s, %.1f MB/s%n",
                what, took.seconds(), took.busy(), blocks / took.seconds(), Files.size(file) / 1e6 / took.seconds());
    }

    private Path emptyStore() throws IOException {
        Path store = folder.resolve("store");
        if (Files.exists(store)) {
            try (Stream<Path> files = Files.walk(store)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return store;
    }
}
