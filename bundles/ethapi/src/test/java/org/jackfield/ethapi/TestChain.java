package org.jackfield.ethapi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jackfield.chain.ImportProgress;
import org.jackfield.chain.StoredChain;

/**
 * The first blocks of the chain of go-ethereum's conformance tests: every type of transaction, Shanghai, Cancun from block 6
 * and Prague from block 12 on. With the receipts of all but block 11, which has a very large one.
 */
final class TestChain {

    static final int HEAD = 29;
    static final int WITHOUT_RECEIPTS = 11;

    private TestChain() {}

    static StoredChain open(Path folder) throws IOException {
        StoredChain chain = StoredChain.open(folder.resolve("chain"), Optional.of(file(folder, "genesis.json")));
        chain.importBlocks(file(folder, "first29.rlp"), ImportProgress.IGNORED);
        chain.importReceipts(file(folder, "receipts29.rlp"), ImportProgress.IGNORED);
        return chain;
    }

    static StoredChain openEmpty(Path folder) throws IOException {
        return StoredChain.open(folder.resolve("empty"), Optional.of(file(folder, "genesis.json")));
    }

    private static Path file(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            try (InputStream in = TestChain.class.getResourceAsStream(name)) {
                Files.copy(in, file);
            }
        }
        return file;
    }
}
