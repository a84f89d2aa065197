package org.jackfield.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.crypto.Keccak256;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What a block has besides its header: {@code [transactions, ommers, withdrawals]}, the last from Shanghai on
 * (devp2p caps/eth.md, "block-body").
 */
public record BlockBody(
        List<RawTransaction> transactions, List<BlockHeader> ommers, Optional<List<Withdrawal>> withdrawals) {

    /** Reads one body that is alone in {@code encoded}. */
    public static BlockBody decode(byte[] encoded) throws RlpException {
        return readItems(RlpReader.ofList(encoded));
    }

    /** Reads the two or three items of a body up to the end of {@code items}. */
    static BlockBody readItems(RlpReader items) throws RlpException {
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
        return new BlockBody(List.copyOf(transactions), List.copyOf(ommers), withdrawals);
    }

    public byte[] encoded() {
        RlpWriter out = new RlpWriter(1024).beginList();
        writeItems(out);
        return out.endList().toByteArray();
    }

    /** Root of the trie from index to transaction. */
    public byte[] transactionsRoot() {
        return TrieRoot.ofList(
                transactions.stream().map(RawTransaction::encoded).toList());
    }

    /** In their order. */
    List<byte[]> transactionHashes() {
        return transactions.stream().map(RawTransaction::hash).toList();
    }

    /** Keccak-256 of the list of ommers. */
    public byte[] ommersHash() {
        if (ommers.isEmpty()) {
            return HeaderDraft.NO_OMMERS;
        }
        RlpWriter out = new RlpWriter(1024);
        writeOmmers(out);
        return Keccak256.hash(out.toByteArray());
    }

    /** Root of the trie from index to withdrawal, if the body has withdrawals. */
    public Optional<byte[]> withdrawalsRoot() {
        return withdrawals.map(list -> TrieRoot.ofList(list.stream()
                .map(withdrawal -> {
                    RlpWriter out = new RlpWriter(64);
                    withdrawal.write(out);
                    return out.toByteArray();
                })
                .toList()));
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
