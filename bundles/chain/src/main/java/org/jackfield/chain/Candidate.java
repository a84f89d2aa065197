package org.jackfield.chain;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A block that wants to be stored, after all has been done that needs no other block: the costly part.
 *
 * @param totalDifficulty as whoever gave it has it, if he says so
 * @param objection what is wrong with it, if anything is
 */
record Candidate(
        BlockHeader header,
        byte[] body,
        Optional<byte[]> slimReceipts,
        Optional<BigInteger> totalDifficulty,
        Optional<String> objection) {

    /** For any thread. */
    static Candidate of(Block block, Optional<ReceiptList> receipts, Optional<BigInteger> totalDifficulty) {
        BlockHeader header = block.header();
        Optional<String> objection = BodyRules.objection(block).or(() -> receipts.flatMap(r -> r.objection(header)));
        return new Candidate(
                header, block.body().encoded(), receipts.map(ReceiptList::slim), totalDifficulty, objection);
    }

    static Candidate of(NewBlock block) {
        return of(block.block(), block.receipts(), Optional.empty());
    }

    static Candidate of(EraBlock block) {
        return of(block.block(), Optional.of(block.receipts()), Optional.of(block.totalDifficulty()));
    }
}
