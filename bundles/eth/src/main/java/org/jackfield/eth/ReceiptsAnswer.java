package org.jackfield.eth;

import java.util.List;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;

/**
 * Receipts as a peer has sent them, {@link Answer} to eth/69 and after that as in {@link ReceiptsPage}.
 *
 * @param id unsigned
 * @param blocks the encoded list of each block's receipts
 * @param incomplete whether the last one goes on in another answer
 */
record ReceiptsAnswer(long id, List<byte[]> blocks, boolean incomplete) {

    static ReceiptsAnswer decode(EthVersion version, byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        long id = items.readUnsignedLong();
        boolean incomplete = version.since(EthVersion.ETH_70) && items.readBoolean();
        List<byte[]> blocks = Answer.lists(items.readList());
        items.finish();
        return new ReceiptsAnswer(id, blocks, incomplete);
    }
}
