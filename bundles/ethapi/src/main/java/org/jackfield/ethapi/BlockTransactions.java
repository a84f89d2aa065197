package org.jackfield.ethapi;

import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Fork;
import org.jackfield.chain.Genesis;
import org.jackfield.chain.RawTransaction;
import org.jackfield.chain.Transaction;
import org.jackfield.rlp.RlpException;

/** The transactions of a block, read. */
record BlockTransactions(BlockHeader header, List<Transaction> all) {

    static BlockTransactions of(Block block, Genesis genesis) {
        BlockHeader header = block.header();
        boolean frontier =
                !genesis.forks().at(header.number(), header.timestamp()).has(Fork.HOMESTEAD);
        return new BlockTransactions(
                header,
                block.body().transactions().stream()
                        .map(raw -> decode(raw, frontier))
                        .toList());
    }

    /** Wei per gas that a transaction pays in a block with that base fee (EIP-1559). */
    static BigInteger price(Transaction transaction, Optional<BigInteger> baseFee) {
        return baseFee.map(fee -> fee.add(transaction.maxTip()).min(transaction.maxFee()))
                .orElse(transaction.maxFee());
    }

    private static Transaction decode(RawTransaction raw, boolean frontier) {
        try {
            return frontier ? Transaction.decodeFrontier(raw) : Transaction.decode(raw);
        } catch (RlpException e) {
            throw new UncheckedIOException("the chain store holds a transaction that cannot be read", e);
        }
    }
}
