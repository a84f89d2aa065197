package org.jackfield.chain;

import org.jackfield.crypto.Keccak256;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * A transaction of which only the outer form is known: a legacy one is a list of nine items, a typed one (EIP-2718) a
 * type byte and a list.
 *
 * <pre>
 *               in the transactions trie        in a block, on the wire
 *   legacy      list                            list
 *   typed       type || list                    string(type || list)
 * </pre>
 *
 * @param encoded the form of the trie, over which the hash goes; not to be changed
 */
public record RawTransaction(byte[] encoded) {

    private static final int LEGACY_ITEMS = 9;

    /**
     * Reads the next item as it stands in a block.
     *
     * @throws RlpException if it has another form
     */
    public static RawTransaction read(RlpReader items) throws RlpException {
        if (items.nextIsList()) {
            byte[] legacy = items.readRaw();
            checkLegacy(legacy);
            return new RawTransaction(legacy);
        }
        int offset = items.position();
        byte[] typed = items.readBytes(2, Integer.MAX_VALUE);
        checkTyped(offset, typed);
        return new RawTransaction(typed);
    }

    /** 0 for a legacy transaction. */
    public int type() {
        return encoded[0] < 0 ? 0 : encoded[0];
    }

    public byte[] hash() {
        return Keccak256.hash(encoded);
    }

    /** Writes it as it stands in a block. */
    public void write(RlpWriter out) {
        if (encoded[0] < 0) {
            out.writeRaw(encoded);
        } else {
            out.write(encoded);
        }
    }

    private static void checkLegacy(byte[] legacy) throws RlpException {
        RlpReader fields = RlpReader.ofList(legacy);
        for (int i = 0; i < LEGACY_ITEMS; i++) {
            fields.readBytes();
        }
        fields.finish();
    }

    private static void checkTyped(int offset, byte[] typed) throws RlpException {
        if (typed[0] < 0) {
            throw new RlpException(offset, String.format("transaction type 0x%02x, at most 0x7f expected", typed[0]));
        }
        RlpReader afterType = RlpReader.of(typed, 1, typed.length - 1);
        afterType.readList();
        afterType.finish();
    }
}
