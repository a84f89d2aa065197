package org.jackfield.chain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The chain of a node that was told of no other: chain id 1337, proof of stake with Shanghai and Cancun from the start,
 * a block every 12 s from 2024-01-01, {@value #BLOCKS} of them. It is made on the first start, the same on every
 * machine, and goes into the store by the same verification as a file's blocks.
 *
 * <p>Not Prague: its system contracts would have to be executed.
 */
final class DevelopmentChain {

    static final int BLOCKS = 256;

    private static final String GENESIS = "development-genesis.json";

    private DevelopmentChain() {}

    static GenesisFile genesis() throws IOException {
        try (InputStream input = DevelopmentChain.class.getResourceAsStream(GENESIS)) {
            return GenesisFile.read(input);
        }
    }

    /** Opens the store in {@code folder}, and fills it if it has just begun. */
    static StoredChain open(Path folder, boolean indexing) throws IOException {
        GenesisFile file = genesis();
        BlockStore store = BlockStore.open(folder, file.genesis());
        TransactionIndex transactions = new TransactionIndex(store, indexing);
        try {
            if (store.head().number() < BLOCKS) {
                fill(store, file, transactions);
            }
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
        return new StoredChain(file.genesis(), store, transactions);
    }

    private static void fill(BlockStore store, GenesisFile file, TransactionIndex transactions) throws IOException {
        DevelopmentBlocks blocks = new DevelopmentBlocks(file);
        try {
            ChainAppender appender = new ChainAppender(store, file.genesis(), transactions, change -> {});
            for (int i = 0; i < BLOCKS; i++) {
                DevelopmentBlocks.Made made = blocks.next();
                NewBlock block = new NewBlock(made.block(), Optional.of(made.receipts()));
                appender.append(Candidate.of(block));
            }
            appender.commit();
            // It is short: nobody has to wait for its index later.
            while (transactions.state() == TransactionIndexing.IN_PROGRESS) {
                transactions.catchUp();
            }
        } catch (InvalidBlockException e) {
            throw new IOException("the chain store does not hold the development chain: " + e.getMessage(), e);
        }
    }
}
