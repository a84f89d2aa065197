package org.jackfield.sync;

import java.io.UncheckedIOException;
import java.util.Optional;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockBody;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Chain;
import org.jackfield.chain.ChainHead;
import org.jackfield.rlp.RlpException;

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
    public Optional<BlockHeader> header(long number) {
        return chain.header(number);
    }

    @Override
    public boolean hasAccessList(BlockHeader header) {
        return chain.accessList(header.hash()).isPresent();
    }

    @Override
    public Optional<Block> block(BlockHeader header) {
        return chain.body(header.hash()).map(body -> new Block(header, decoded(body)));
    }

    private static BlockBody decoded(byte[] body) {
        try {
            return BlockBody.decode(body);
        } catch (RlpException e) {
            throw new UncheckedIOException("the chain store is damaged", e);
        }
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
