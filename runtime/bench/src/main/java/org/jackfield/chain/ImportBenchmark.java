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
import java.util.stream.Stream;
import org.jackfield.bench.TimeShares;

/**
 * Imports a file of made blocks, beside the {@link PlainLoop} over the same file, in turn. Arguments: number of blocks, number
 * of rounds.
 */
final class ImportBenchmark {

    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("org.jackfield.crypto.", "Keccak");
        PARTS.put("org.rocksdb.", "RocksDB");
        PARTS.put("org.jackfield.rlp.", "decoding and encoding");
        PARTS.put("org.jackfield.chain.TrieRoot", "tries");
        PARTS.put("org.jackfield.chain.BlockFile", "reading");
    }

    private final PrintStream out;
    private final Path folder;
    private final MadeFiles files;
    private final int blocks;

    private ImportBenchmark(PrintStream out, Path folder, MadeFiles files, int blocks) {
        this.out = out;
        this.folder = folder;
        this.files = files;
        this.blocks = blocks;
    }

    private interface Work {
        void run(Path store) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        int blocks = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        Path folder = Path.of(System.getProperty("jackfield.data"));
        Files.createDirectories(folder);
        long began = System.nanoTime();
        MadeFiles files = MadeFiles.write(folder, MadeBlocks.byStake(1), blocks);
        ImportBenchmark benchmark = new ImportBenchmark(System.out, folder, files, blocks);
        benchmark.tell("made", seconds(began), files.bytes());
        benchmark.compare(rounds);
        benchmark.tellShares("of the import", benchmark::importBlocks);
        benchmark.tellShares("of the plain loop", store -> PlainLoop.run(files.blocks(), store));
    }

    private void compare(int rounds) throws Exception {
        List<Double> plain = new ArrayList<>();
        List<Double> imports = new ArrayList<>();
        // The first of each has the compiler to wait for.
        for (int i = 0; i <= rounds; i++) {
            plain.add(time(store -> PlainLoop.run(files.blocks(), store)));
            imports.add(time(this::importBlocks));
        }
        double loop = median(plain.subList(1, rounds + 1));
        double taken = median(imports.subList(1, rounds + 1));
        tell("plain loop", loop, Files.size(files.blocks()));
        tell("import", taken, Files.size(files.blocks()));
        out.printf("the import runs at %.0f %% of the plain loop (80 %% aimed at)%n", 100 * loop / taken);
    }

    private void importBlocks(Path store) throws IOException {
        try (StoredChain chain = new ChainFolder(store, MadeGenesis.STAKE).open()) {
            long taken =
                    chain.importBlocks(files.blocks(), ImportProgress.IGNORED).imported();
            if (taken != blocks) {
                throw new IllegalStateException(taken + " blocks were imported, not " + blocks);
            }
        }
    }

    private void tellShares(String what, Work work) throws Exception {
        try (TimeShares shares = new TimeShares(PARTS)) {
            time(work);
            out.println("samples " + what + ":");
            shares.end().forEach((part, share) -> out.printf("  %-24s %5.1f %%%n", part, 100 * share));
        }
    }

    private double time(Work work) throws Exception {
        Path store = folder.resolve("store");
        delete(store);
        long began = System.nanoTime();
        work.run(store);
        return seconds(began);
    }

    private void tell(String what, double seconds, long bytes) {
        out.printf(
                "%-10s %,d blocks in %.2f s: %,.0f blocks/s, %.1f MB/s%n",
                what, blocks, seconds, blocks / seconds, bytes / 1e6 / seconds);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(ImportBenchmark::deleteFile);
            }
        }
    }

    private static void deleteFile(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
