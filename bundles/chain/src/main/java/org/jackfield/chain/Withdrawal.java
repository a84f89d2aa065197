package org.jackfield.chain;

import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * A payment from the consensus layer (EIP-4895). All numbers are unsigned 64-bit.
 *
 * @param address 20 bytes, not to be changed
 * @param amountGwei in units of 10^9 wei
 */
public record Withdrawal(long index, long validatorIndex, byte[] address, long amountGwei) {

    static Withdrawal read(RlpReader items) throws RlpException {
        RlpReader fields = items.readList();
        Withdrawal withdrawal = new Withdrawal(
                fields.readUnsignedLong(), fields.readUnsignedLong(), fields.readBytes(20), fields.readUnsignedLong());
        fields.finish();
        return withdrawal;
    }

    void write(RlpWriter out) {
        out.beginList()
                .write(index)
                .write(validatorIndex)
                .write(address)
                .write(amountGwei)
                .endList();
    }
}
