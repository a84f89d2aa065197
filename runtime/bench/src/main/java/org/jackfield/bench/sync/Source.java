package org.jackfield.bench.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jackfield.chain.ChainFolder;
import org.jackfield.chain.MadeBlocks;
import org.jackfield.chain.MadeGenesis;
import org.jackfield.chain.NewBlock;
import org.jackfield.itest.launcher.NodeProcess;

/**
 * The chain that is synced.
 *
 * @param folder of the node that has it
 * @param bytes of its headers, bodies and receipts
 * @param fingerprint of all of it
 */
record Source(ChainFolder folder, int blocks, long bytes, String fingerprint) {

    private static final int PART = 500;

    static Source make(Path data, Options options) throws IOException {
        ChainFolder folder = new ChainFolder(data.resolve("chain"), MadeGenesis.STAKE);
        MadeBlocks made = MadeBlocks.byStake(options.seed());
        long bytes = 0;
        for (int done = 0; done < options.blocks(); done += PART) {
            List<NewBlock> blocks = made.next(Math.min(PART, options.blocks() - done));
            bytes += blocks.stream().mapToLong(Source::bytes).sum();
            folder.fill(blocks);
        }
        return new Source(folder, options.blocks(), bytes, folder.fingerprint());
    }

    NodeProcess serve() throws Exception {
        return start(folder.folder().getParent());
    }

    /** A node of the same chain, with its data in a folder. */
    NodeProcess start(Path data) throws Exception {
        return NodeProcess.start(
                data, "--no-shell", "--genesis", folder.genesisFile().toString());
    }

    /** The same chain for somebody else; nobody may have it open. */
    ChainFolder copyTo(Path data) throws IOException {
        ChainFolder copy = new ChainFolder(data.resolve("chain"), folder.genesis());
        Files.createDirectories(copy.folder());
        try (Stream<Path> files = Files.list(folder.folder())) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.folder().resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static long bytes(NewBlock block) {
        return block.block().encoded().length + block.receipts().orElseThrow().slim().length;
    }
}
