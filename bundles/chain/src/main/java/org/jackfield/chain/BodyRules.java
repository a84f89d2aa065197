package org.jackfield.chain;

import java.util.Arrays;

/** Whether a body is the one its header commits to (devp2p caps/eth.md, "data validity"). */
final class BodyRules {

    /** Yellow paper, 4.3. */
    private static final int MAX_OMMERS = 2;

    private BodyRules() {}

    static void check(Block block) throws InvalidBlockException {
        BlockHeader header = block.header();
        BlockBody body = block.body();
        same("transactions root", body.transactionsRoot(), header.transactionsRoot());
        same("ommers hash", body.ommersHash(), header.ommersHash());
        if (body.withdrawals().isPresent() != header.withdrawalsRoot().isPresent()) {
            throw new InvalidBlockException("its withdrawals and its withdrawals root do not go together");
        }
        if (body.withdrawalsRoot().isPresent()) {
            same(
                    "withdrawals root",
                    body.withdrawalsRoot().get(),
                    header.withdrawalsRoot().get());
        }
        if (body.ommers().size() > MAX_OMMERS) {
            throw new InvalidBlockException("it has " + body.ommers().size() + " ommers");
        }
    }

    private static void same(String what, byte[] ofBody, byte[] ofHeader) throws InvalidBlockException {
        if (!Arrays.equals(ofBody, ofHeader)) {
            throw new InvalidBlockException(
                    "its " + what + " is " + Hex.text(ofHeader) + ", its body's is " + Hex.text(ofBody));
        }
    }
}
