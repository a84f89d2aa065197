package org.jackfield.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A block that wants to be stored, after all has been done that needs no other block: the costly part.
 *
 * @param transactions their hashes, if they are wanted
 * @param totalDifficulty as whoever gave it has it, if he says so
 * @param objection what is wrong with it, if anything is
 */
record Candidate(
        BlockHeader header,
        byte[] body,
        List<byte[]> transactions,
        Optional<byte[]> slimReceipts,
        Optional<BigInteger> totalDifficulty,
        Optional<String> objection) {

    /**
     * For any thread.
     *
     * @param hashing whether the hashes of transactions are wanted
     */
    static Candidate of(
            Block block, Optional<ReceiptList> receipts, Optional<BigInteger> totalDifficulty, boolean hashing) {
        BlockHeader header = block.header();
        BlockBody body = block.body();
        Optional<String> objection = BodyRules.objection(block).or(() -> receipts.flatMap(r -> r.objection(header)));
        List<byte[]> transactions = hashing ? body.transactionHashes() : List.of();
        Optional<byte[]> slim = receipts.map(ReceiptList::slim);
        return new Candidate(header, body.encoded(), transactions, slim, totalDifficulty, objection);
    }

    static Candidate of(NewBlock block, boolean hashing) {
        return of(block.block(), block.receipts(), Optional.empty(), hashing);
    }

    static Candidate of(EraBlock block, boolean hashing) {
        return of(block.block(), Optional.of(block.receipts()), Optional.of(block.totalDifficulty()), hashing);
    }
}
