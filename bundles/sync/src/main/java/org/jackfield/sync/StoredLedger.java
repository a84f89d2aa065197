package org.jackfield.sync;

import org.jackfield.chain.Chain;
import org.jackfield.chain.ChainHead;

/** The chain as the planning sees it. */
record StoredLedger(Chain chain) implements Ledger {

    @Override
    public ChainHead head() {
        return chain.head();
    }

    @Override
    public boolean has(byte[] hash) {
        return chain.numberOf(hash).isPresent();
    }

    @Override
    public boolean byStake() {
        return chain.genesis()
                .forks()
                .terminalDifficulty()
                .filter(terminal -> chain.head().totalDifficulty().compareTo(terminal) >= 0)
                .isPresent();
    }
}
