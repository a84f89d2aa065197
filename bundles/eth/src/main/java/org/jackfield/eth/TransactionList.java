package org.jackfield.eth;

import java.util.ArrayList;
import java.util.List;
import org.jackfield.chain.RawTransaction;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/** {@code [tx₁, tx₂, ...]}: Transactions, and the items of PooledTransactions. */
final class TransactionList {

    /** geth takes as many (eth/protocols/eth, maxTransactionAnnouncements). */
    static final int MAX_TRANSACTIONS = 5000;

    private TransactionList() {}

    /** An empty list is bad style, but some send it. */
    static List<RawTransaction> decode(byte[] payload) throws RlpException {
        return read(RlpReader.ofList(payload));
    }

    /** Reads up to the end of {@code items}. */
    static List<RawTransaction> read(RlpReader items) throws RlpException {
        List<RawTransaction> transactions = new ArrayList<>();
        while (items.hasNext()) {
            if (transactions.size() == MAX_TRANSACTIONS) {
                throw new RlpException(items.position(), "more than " + MAX_TRANSACTIONS + " transactions");
            }
            transactions.add(RawTransaction.read(items));
        }
        return transactions;
    }

    static byte[] encode(List<RawTransaction> transactions) {
        RlpWriter out = new RlpWriter(sizeOf(transactions));
        write(transactions, out);
        return out.toByteArray();
    }

    /** The answer to GetPooledTransactions. */
    static byte[] encodeAnswer(long id, List<RawTransaction> transactions) {
        RlpWriter out = new RlpWriter(sizeOf(transactions) + 16).beginList().write(id);
        write(transactions, out);
        return out.endList().toByteArray();
    }

    private static void write(List<RawTransaction> transactions, RlpWriter out) {
        out.beginList();
        transactions.forEach(transaction -> transaction.write(out));
        out.endList();
    }

    private static int sizeOf(List<RawTransaction> transactions) {
        return transactions.stream()
                        .mapToInt(transaction -> transaction.encoded().length + 5)
                        .sum()
                + 16;
    }
}
