package org.jackfield.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.jackfield.rlp.RlpException;

/**
 * Verifies blocks and puts them behind the head, many in one batch. Used by one thread, and by one at a time for a
 * store. What was accepted and not committed is lost on {@link #close()}.
 */
final class ChainAppender implements AutoCloseable {

    private static final int BATCH_BLOCKS = 512;
    private static final long BATCH_BYTES = 4L << 20;

    private final BlockStore store;
    private final HeaderRules rules;
    private final StoreBatch batch = new StoreBatch();
    private int pending;
    private BlockHeader last;
    private BigInteger totalDifficulty;

    ChainAppender(BlockStore store, Genesis genesis) throws IOException {
        this.store = store;
        this.rules = new HeaderRules(genesis);
        ChainHead head = store.head();
        last = read(store.header(head.number(), head.hash()).orElseThrow());
        totalDifficulty = head.totalDifficulty();
    }

    /**
     * Takes the next block.
     *
     * @param receipts its receipts, if they are known
     * @return false if it is there already, and its receipts, if given
     * @throws InvalidBlockException if it is wrong or does not follow; the blocks before it stay accepted
     */
    boolean append(Block block, Optional<ReceiptList> receipts) throws InvalidBlockException, IOException {
        BlockHeader header = block.header();
        if (header.number() <= last.number()) {
            checkSame(header);
            return receipts.isPresent() && putMissing(header, receipts.get());
        }
        if (header.number() > last.number() + 1) {
            throw new InvalidBlockException(
                    "the chain here ends at block " + last.number() + ", those between are missing");
        }
        rules.check(last, totalDifficulty, header);
        BodyRules.check(block);
        totalDifficulty = totalDifficulty.add(header.difficulty());
        batch.put(block, totalDifficulty, receipts);
        last = header;
        commitIfFull();
        return true;
    }

    private boolean putMissing(BlockHeader header, ReceiptList receipts) throws IOException {
        boolean there = receipts.receipts().isEmpty()
                || store.slimReceipts(header.number(), header.hash()).isPresent();
        if (!there) {
            batch.putReceipts(header.number(), header.hash(), receipts.slim());
            commitIfFull();
        }
        return !there;
    }

    private void commitIfFull() throws IOException {
        if (++pending >= BATCH_BLOCKS || batch.bytes() >= BATCH_BYTES) {
            commit();
        }
    }

    /** The block appended last; the head, if none was. */
    BlockHeader last() {
        return last;
    }

    /** The sum of all difficulties up to the block appended last. */
    BigInteger totalDifficulty() {
        return totalDifficulty;
    }

    /** Writes what was accepted since the last commit. */
    void commit() throws IOException {
        store.commit(batch);
        pending = 0;
    }

    @Override
    public void close() {
        batch.close();
    }

    private void checkSame(BlockHeader header) throws InvalidBlockException, IOException {
        if (header.number() > store.head().number()) {
            commit();
        }
        byte[] here = store.canonicalHash(header.number()).orElseThrow();
        if (!Arrays.equals(here, header.hash())) {
            throw new InvalidBlockException(
                    "it is " + Hex.text(header.hash()) + ", the chain here has " + Hex.text(here) + " in its place");
        }
    }

    private static BlockHeader read(byte[] encoded) throws IOException {
        try {
            return BlockHeader.decode(encoded);
        } catch (RlpException e) {
            throw new IOException("the chain store is damaged: " + e.getMessage(), e);
        }
    }
}
