package org.jackfield.chain;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A block that wants to be stored, after all has been done that needs no other block: the costly part.
 *
 * @param accessList encoded
 * @param totalDifficulty as whoever gave it has it, if he says so
 * @param objection what is wrong with it, if anything is
 */
record Candidate(
        BlockHeader header,
        byte[] body,
        Optional<byte[]> slimReceipts,
        Optional<byte[]> accessList,
        Optional<BigInteger> totalDifficulty,
        Optional<String> objection) {

    /** For any thread. */
    static Candidate of(NewBlock block) {
        return of(block, Optional.empty());
    }

    /** For any thread. */
    static Candidate of(EraBlock block) {
        NewBlock known = new NewBlock(block.block(), Optional.of(block.receipts()));
        return of(known, Optional.of(block.totalDifficulty()));
    }

    private static Candidate of(NewBlock block, Optional<BigInteger> totalDifficulty) {
        BlockHeader header = block.block().header();
        BlockBody body = block.block().body();
        Optional<String> objection = BodyRules.objection(block.block())
                .or(() -> block.receipts().flatMap(receipts -> receipts.objection(header)))
                .or(() -> block.accessList().flatMap(list -> list.objection(header)));
        return new Candidate(
                header,
                body.encoded(),
                block.receipts().map(ReceiptList::slim),
                block.accessList().map(BlockAccessList::encoded),
                totalDifficulty,
                objection);
    }
}
