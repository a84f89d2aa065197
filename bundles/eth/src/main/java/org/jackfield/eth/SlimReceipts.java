package org.jackfield.eth;

import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * The receipts of a block as eth/69 has them: without bloom, which anybody can compute, and all of one form (EIP-7642).
 *
 * <pre>
 *   before    legacy   [status, gas, bloom, logs]
 *             typed    string(type || [status, gas, bloom, logs])
 *   after              [type, status, gas, logs]
 * </pre>
 */
final class SlimReceipts {

    private SlimReceipts() {}

    /** From the encoded list of a block's receipts in the form of eth/68. */
    static byte[] of(byte[] receipts) throws RlpException {
        RlpWriter out = new RlpWriter(receipts.length).beginList();
        for (RlpReader list = RlpReader.ofList(receipts); list.hasNext(); ) {
            if (list.nextIsList()) {
                write(out, 0, list.readList());
            } else {
                byte[] typed = list.readBytes(1, Integer.MAX_VALUE);
                RlpReader afterType = RlpReader.of(typed, 1, typed.length - 1);
                write(out, typed[0], afterType.readList());
                afterType.finish();
            }
        }
        return out.endList().toByteArray();
    }

    private static void write(RlpWriter out, int type, RlpReader fields) throws RlpException {
        out.beginList().write(type).writeRaw(fields.readRaw()).writeRaw(fields.readRaw());
        fields.skip();
        out.writeRaw(fields.readRaw()).endList();
        fields.finish();
    }
}
