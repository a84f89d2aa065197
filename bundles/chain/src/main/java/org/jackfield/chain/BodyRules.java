package org.jackfield.chain;

import java.util.Arrays;
import java.util.Optional;

/** Whether a body is the one its header commits to (devp2p caps/eth.md, "data validity"). */
final class BodyRules {

    /** Yellow paper, 4.3. */
    private static final int MAX_OMMERS = 2;

    private BodyRules() {}

    /** Why the body is not that of the header; empty if it is. */
    static Optional<String> objection(Block block) {
        BlockHeader header = block.header();
        BlockBody body = block.body();
        return difference("transactions root", body.transactionsRoot(), header.transactionsRoot())
                .or(() -> difference("ommers hash", body.ommersHash(), header.ommersHash()))
                .or(() -> withdrawals(body.withdrawalsRoot(), header.withdrawalsRoot()))
                .or(() -> body.ommers().size() > MAX_OMMERS
                        ? Optional.of("it has " + body.ommers().size() + " ommers")
                        : Optional.empty());
    }

    private static Optional<String> withdrawals(Optional<byte[]> ofBody, Optional<byte[]> ofHeader) {
        if (ofBody.isPresent() != ofHeader.isPresent()) {
            return Optional.of("its withdrawals and its withdrawals root do not go together");
        }
        return ofBody.flatMap(root -> difference("withdrawals root", root, ofHeader.orElseThrow()));
    }

    private static Optional<String> difference(String what, byte[] ofBody, byte[] ofHeader) {
        return Arrays.equals(ofBody, ofHeader)
                ? Optional.empty()
                : Optional.of("its " + what + " is " + Hex.text(ofHeader) + ", its body's is " + Hex.text(ofBody));
    }
}
