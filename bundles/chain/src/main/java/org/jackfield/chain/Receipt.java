package org.jackfield.chain;

import java.util.List;
import java.util.Optional;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What came of a transaction, in two forms: that of consensus, over which the receipts root goes and which eth/68 hands
 * around, and the slim one of eth/69 (EIP-7642), without the bloom filter, which follows from the logs.
 *
 * <pre>
 *   consensus   type 0   [outcome, cumulative gas, bloom: B_256, logs]
 *               others   type || [outcome, cumulative gas, bloom: B_256, logs]       in lists: a string of that
 *   slim                 [type, outcome, cumulative gas, logs]
 * </pre>
 *
 * @param type of the transaction
 * @param outcome 1 or nothing for success and failure; before Byzantium the state root after it (EIP-658); not to be
 *     changed
 * @param cumulativeGas used in the block up to and including this transaction
 */
public record Receipt(int type, byte[] outcome, long cumulativeGas, List<Log> logs) {

    private static final int ROOT_BYTES = 32;
    private static final int MAX_TYPE = 0x7f;

    public Receipt {
        logs = List.copyOf(logs);
    }

    /** From Byzantium on. */
    public static Receipt of(int type, boolean success, long cumulativeGas, List<Log> logs) {
        return new Receipt(type, success ? new byte[] {1} : new byte[0], cumulativeGas, logs);
    }

    /** Whether the transaction did what it was to do; empty before Byzantium, when receipts did not tell. */
    public Optional<Boolean> success() {
        return outcome.length == ROOT_BYTES ? Optional.empty() : Optional.of(outcome.length == 1);
    }

    /** The state root after the transaction; only before Byzantium. */
    public Optional<byte[]> stateRoot() {
        return outcome.length == ROOT_BYTES ? Optional.of(outcome) : Optional.empty();
    }

    public Bloom bloom() {
        return Bloom.of(logs.stream());
    }

    /** The form of the receipts trie. */
    public byte[] encoded() {
        RlpWriter out = new RlpWriter(512).beginList();
        out.write(outcome).write(cumulativeGas).write(bloom().bits());
        Log.writeList(logs, out);
        return TransactionWriter.typed(type, out.endList().toByteArray());
    }

    /** Reads the next of a list in the form of consensus. Its bloom filter is passed over: the logs make it anew. */
    static Receipt read(RlpReader items) throws RlpException {
        if (items.nextIsList()) {
            return readFields(0, items.readList());
        }
        int at = items.position();
        byte[] typed = items.readBytes(2, Integer.MAX_VALUE);
        if (typed[0] <= 0) {
            throw new RlpException(at, String.format("receipt type 0x%02x, 0x01 to 0x7f expected", typed[0]));
        }
        RlpReader afterType = RlpReader.of(typed, 1, typed.length - 1);
        Receipt receipt = readFields(typed[0], afterType.readList());
        afterType.finish();
        return receipt;
    }

    static Receipt readSlim(RlpReader items) throws RlpException {
        RlpReader fields = items.readList();
        int at = fields.position();
        int type = fields.readInt();
        if (type > MAX_TYPE) {
            throw new RlpException(at, "receipt type " + type + ", at most " + MAX_TYPE + " expected");
        }
        Receipt receipt = new Receipt(type, readOutcome(fields), fields.readLong(), Log.readList(fields));
        fields.finish();
        return receipt;
    }

    void write(RlpWriter out) {
        // Receipts stand in a list as transactions do: typed ones as strings.
        new RawTransaction(encoded()).write(out);
    }

    void writeSlim(RlpWriter out) {
        out.beginList().write(type).write(outcome).write(cumulativeGas);
        Log.writeList(logs, out);
        out.endList();
    }

    private static Receipt readFields(int type, RlpReader fields) throws RlpException {
        byte[] outcome = readOutcome(fields);
        long gas = fields.readLong();
        fields.readBytes(Bloom.BYTES);
        Receipt receipt = new Receipt(type, outcome, gas, Log.readList(fields));
        fields.finish();
        return receipt;
    }

    private static byte[] readOutcome(RlpReader fields) throws RlpException {
        int at = fields.position();
        byte[] outcome = fields.readBytes();
        boolean status = outcome.length == 0 || outcome.length == 1 && outcome[0] == 1;
        if (!status && outcome.length != ROOT_BYTES) {
            throw new RlpException(at, "outcome of a receipt is neither 0, 1 nor a state root: " + Hex.brief(outcome));
        }
        return outcome;
    }
}
