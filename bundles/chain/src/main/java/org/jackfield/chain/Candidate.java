package org.jackfield.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A block that wants to be stored, after all has been done that needs no other block: the costly part.
 *
 * @param transactions their hashes, if they are wanted
 * @param accessList encoded
 * @param totalDifficulty as whoever gave it has it, if he says so
 * @param objection what is wrong with it, if anything is
 */
record Candidate(
        BlockHeader header,
        byte[] body,
        List<byte[]> transactions,
        Optional<byte[]> slimReceipts,
        Optional<byte[]> accessList,
        Optional<BigInteger> totalDifficulty,
        Optional<String> objection) {

    /**
     * For any thread.
     *
     * @param hashing whether the hashes of transactions are wanted
     */
    static Candidate of(NewBlock block, boolean hashing) {
        return of(block, Optional.empty(), hashing);
    }

    static Candidate of(EraBlock block, boolean hashing) {
        NewBlock known = new NewBlock(block.block(), Optional.of(block.receipts()));
        return of(known, Optional.of(block.totalDifficulty()), hashing);
    }

    private static Candidate of(NewBlock block, Optional<BigInteger> totalDifficulty, boolean hashing) {
        BlockHeader header = block.block().header();
        BlockBody body = block.block().body();
        Optional<String> objection = BodyRules.objection(block.block())
                .or(() -> block.receipts().flatMap(receipts -> receipts.objection(header)))
                .or(() -> block.accessList().flatMap(list -> list.objection(header)));
        return new Candidate(
                header,
                body.encoded(),
                hashing ? body.transactionHashes() : List.of(),
                block.receipts().map(ReceiptList::slim),
                block.accessList().map(BlockAccessList::encoded),
                totalDifficulty,
                objection);
    }
}
