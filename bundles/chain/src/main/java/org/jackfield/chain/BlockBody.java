package org.jackfield.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jackfield.crypto.Keccak256;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What a block has besides its header: {@code [transactions, ommers, withdrawals]}, the last from Shanghai on
 * (devp2p caps/eth.md, "block-body"). A value; its roots are computed once, by whoever asks first. For any thread.
 */
public final class BlockBody {

    private final List<RawTransaction> transactions;
    private final List<BlockHeader> ommers;
    private final Optional<List<Withdrawal>> withdrawals;
    private final Optional<byte[]> received;
    /** Computed when it is asked for: twice, if two threads ask at once. */
    private volatile Roots roots;

    private record Roots(byte[] transactions, byte[] ommers, Optional<byte[]> withdrawals) {}

    public BlockBody(
            List<RawTransaction> transactions, List<BlockHeader> ommers, Optional<List<Withdrawal>> withdrawals) {
        this(transactions, ommers, withdrawals, Optional.empty());
    }

    private BlockBody(
            List<RawTransaction> transactions,
            List<BlockHeader> ommers,
            Optional<List<Withdrawal>> withdrawals,
            Optional<byte[]> received) {
        this.transactions = List.copyOf(transactions);
        this.ommers = List.copyOf(ommers);
        this.withdrawals = withdrawals.map(List::copyOf);
        this.received = received;
    }

    /** Reads one body that is alone in {@code encoded}, and keeps the array. */
    public static BlockBody decode(byte[] encoded) throws RlpException {
        return readItems(RlpReader.ofList(encoded), encoded);
    }

    /**
     * Reads the two or three items of a body up to the end of {@code items}.
     *
     * @param encoded the same items as the one list of an array, which is kept
     */
    static BlockBody readItems(RlpReader items, byte[] encoded) throws RlpException {
        List<RawTransaction> transactions = new ArrayList<>();
        for (RlpReader list = items.readList(); list.hasNext(); ) {
            transactions.add(RawTransaction.read(list));
        }
        List<BlockHeader> ommers = new ArrayList<>();
        for (RlpReader list = items.readList(); list.hasNext(); ) {
            ommers.add(BlockHeader.decode(list.readRaw()));
        }
        Optional<List<Withdrawal>> withdrawals =
                items.hasNext() ? Optional.of(readWithdrawals(items.readList())) : Optional.empty();
        items.finish();
        return new BlockBody(transactions, ommers, withdrawals, Optional.of(encoded));
    }

    /** Not to be changed: that of a body that was read is what it was read from, as there is but one encoding. */
    public byte[] encoded() {
        return received.orElseGet(this::written);
    }

    private byte[] written() {
        RlpWriter out = new RlpWriter(1024).beginList();
        writeItems(out);
        return out.endList().toByteArray();
    }

    public List<RawTransaction> transactions() {
        return transactions;
    }

    public List<BlockHeader> ommers() {
        return ommers;
    }

    /** From Shanghai on. */
    public Optional<List<Withdrawal>> withdrawals() {
        return withdrawals;
    }

    /** Root of the trie from index to transaction; not to be changed, as the others. */
    public byte[] transactionsRoot() {
        return roots().transactions();
    }

    /** In their order. */
    List<byte[]> transactionHashes() {
        return transactions.stream().map(RawTransaction::hash).toList();
    }

    /** Keccak-256 of the list of ommers. */
    public byte[] ommersHash() {
        return roots().ommers();
    }

    /** Root of the trie from index to withdrawal, if the body has withdrawals. */
    public Optional<byte[]> withdrawalsRoot() {
        return roots().withdrawals();
    }

    /** Whether it has the roots that the header commits to. */
    public boolean fits(BlockHeader header) {
        return Arrays.equals(transactionsRoot(), header.transactionsRoot())
                && Arrays.equals(ommersHash(), header.ommersHash())
                && Arrays.equals(
                        withdrawalsRoot().orElse(null), header.withdrawalsRoot().orElse(null));
    }

    private Roots roots() {
        Roots known = roots;
        if (known == null) {
            known = new Roots(rootOfTransactions(), hashOfOmmers(), withdrawals.map(BlockBody::rootOfWithdrawals));
            roots = known;
        }
        return known;
    }

    private byte[] rootOfTransactions() {
        return TrieRoot.ofList(
                transactions.stream().map(RawTransaction::encoded).toList());
    }

    private byte[] hashOfOmmers() {
        if (ommers.isEmpty()) {
            return HeaderDraft.NO_OMMERS;
        }
        RlpWriter out = new RlpWriter(1024);
        writeOmmers(out);
        return Keccak256.hash(out.toByteArray());
    }

    private static byte[] rootOfWithdrawals(List<Withdrawal> withdrawals) {
        return TrieRoot.ofList(withdrawals.stream()
                .map(withdrawal -> {
                    RlpWriter out = new RlpWriter(64);
                    withdrawal.write(out);
                    return out.toByteArray();
                })
                .toList());
    }

    void writeItems(RlpWriter out) {
        out.beginList();
        transactions.forEach(transaction -> transaction.write(out));
        out.endList();
        writeOmmers(out);
        withdrawals.ifPresent(list -> {
            out.beginList();
            list.forEach(withdrawal -> withdrawal.write(out));
            out.endList();
        });
    }

    private void writeOmmers(RlpWriter out) {
        out.beginList();
        ommers.forEach(ommer -> out.writeRaw(ommer.encoded()));
        out.endList();
    }

    private static List<Withdrawal> readWithdrawals(RlpReader list) throws RlpException {
        List<Withdrawal> withdrawals = new ArrayList<>();
        while (list.hasNext()) {
            withdrawals.add(Withdrawal.read(list));
        }
        return List.copyOf(withdrawals);
    }
}
