package org.jackfield.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Our node's store of the shared chain: imported once a run, as a person would, and copied for each node that needs it. */
final class ImportedChain {

    /** Of this JVM: those of the tests run side by side. */
    private static final Path TARGET = Path.of("target", "imported-" + System.getProperty("surefire.forkNumber", "1"))
            .toAbsolutePath();

    private static final Map<Integer, Path> FOLDERS = new HashMap<>();

    private ImportedChain() {}

    /**
     * Puts blocks and receipts from block 1 on into a node's data folder, which has no chain yet.
     *
     * @param blocks how many
     */
    static synchronized void copy(SharedChain chain, int blocks, Path data) throws IOException, InterruptedException {
        Path folder = FOLDERS.get(blocks);
        if (folder == null) {
            folder = importInto(TARGET.resolve(Integer.toString(blocks)), chain, blocks);
            FOLDERS.put(blocks, folder);
        }
        copyStore(folder, data);
    }

    private static Path importInto(Path folder, SharedChain chain, int blocks)
            throws IOException, InterruptedException {
        delete(folder);
        Files.createDirectories(folder);
        Path first = folder.resolve("blocks.rlp");
        RlpFile.read(chain.blocks()).copy(blocks, first);
        Path receipts = folder.resolve("receipts.rlp");
        Files.write(receipts, ReceiptsFile.first(blocks));
        run(folder, chain.genesis(), "eth:import " + first + "; eth:import-receipts " + receipts);
        return folder;
    }

    /** Lets a person at the node with its data in {@code folder} say something. */
    static void run(Path folder, Path genesis, String commands) throws IOException, InterruptedException {
        Launcher.run(
                "--data",
                folder.toString(),
                "--genesis",
                genesis.toString(),
                "--listen",
                "127.0.0.1:0",
                "--rpc",
                "off",
                "-c",
                commands);
    }

    /** From one data folder to another. */
    static void copyStore(Path from, Path to) throws IOException {
        Path store = from.resolve("chain");
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve("chain").resolve(store.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.sorted((one, other) -> other.compareTo(one)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
