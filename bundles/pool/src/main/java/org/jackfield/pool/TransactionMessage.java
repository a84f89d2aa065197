package org.jackfield.pool;

import java.util.List;
import org.jackfield.chain.RawTransaction;

/** What a peer is to be sent, whatever its version of eth writes it like. Lists are within the limits of one message. */
public sealed interface TransactionMessage {

    /**
     * NewPooledTransactionHashes.
     *
     * @param cells which cells of its blob transactions are here; from eth/72 on
     */
    record Announcement(List<AnnouncedTransaction> transactions, CellMask cells) implements TransactionMessage {}

    /** Transactions. */
    record Broadcast(List<RawTransaction> transactions) implements TransactionMessage {}

    /** GetPooledTransactions. */
    record TransactionsRequest(long id, List<byte[]> hashes) implements TransactionMessage {}

    /** GetCells, from eth/72 on. */
    record CellsRequest(long id, List<byte[]> hashes, CellMask cells) implements TransactionMessage {}
}
