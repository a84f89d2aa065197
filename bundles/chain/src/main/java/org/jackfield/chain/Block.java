package org.jackfield.chain;

import java.util.Arrays;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/** A whole block: {@code [header, transactions, ommers, withdrawals]}, the last from Shanghai on. */
public record Block(BlockHeader header, BlockBody body) {

    /** Reads one block that is alone in {@code encoded}. Whether body and header belong together is not checked. */
    public static Block decode(byte[] encoded) throws RlpException {
        RlpReader items = RlpReader.ofList(encoded);
        BlockHeader header = BlockHeader.decode(items.readRaw());
        byte[] rest = Arrays.copyOfRange(encoded, items.position(), encoded.length);
        byte[] body = new RlpWriter(rest.length + 9)
                .beginList()
                .writeRaw(rest)
                .endList()
                .toByteArray();
        return new Block(header, BlockBody.readItems(items, body));
    }

    public byte[] encoded() {
        RlpWriter out = new RlpWriter(2048).beginList().writeRaw(header.encoded());
        body.writeItems(out);
        return out.endList().toByteArray();
    }
}
