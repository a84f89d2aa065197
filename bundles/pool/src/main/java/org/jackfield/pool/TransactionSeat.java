package org.jackfield.pool;

import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.chain.RawTransaction;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One peer's place in the exchange of transactions. What comes from the peer is given to it by one thread at a time, what
 * goes to the peer is taken from it by one thread at a time; these may be two. Nothing blocks on the network.
 *
 * <p>A {@link DisconnectException} says that the peer has to go, and why.
 */
@ProviderType
public interface TransactionSeat {

    /** What is to be sent next; stays so until it is {@link #sent}. Empty: wait for the call to {@code wake}. */
    Optional<TransactionMessage> next();

    /** That {@link #next} has been handed to the link, and is not to be sent again. Starts the time of a request. */
    void sent(TransactionMessage message);

    /**
     * NewPooledTransactionHashes.
     *
     * @param cells of its blob transactions that the peer has; {@link CellMask#ALL} where that is not told
     */
    void announced(List<AnnouncedTransaction> transactions, CellMask cells) throws DisconnectException;

    /** Transactions. */
    void received(List<RawTransaction> transactions) throws DisconnectException;

    /**
     * PooledTransactions.
     *
     * @return false if nobody waits for it: it is ignored
     */
    boolean answered(long id, List<RawTransaction> transactions) throws DisconnectException;

    /** Cells; likewise. */
    boolean answered(long id, CellsAnswer cells) throws DisconnectException;

    /**
     * The answer to GetPooledTransactions, in the form that the peer's version wants: those of {@code hashes} that are here, in
     * that order.
     *
     * @param maxBytes no further one once so many bytes are reached
     */
    List<RawTransaction> transactions(List<byte[]> hashes, int maxBytes);

    /** The answer to GetCells. */
    CellsAnswer cells(List<byte[]> hashes, CellMask cells, int maxBytes);

    /** The session has ended and is not handed over: what the peer was asked for is asked of others. */
    void leave();
}
