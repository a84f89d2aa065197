package org.jackfield.eth;

import java.util.List;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * GetReceipts from eth/70 on (EIP-7975): {@code [request-id: P, firstBlockReceiptIndex: P, [hash₁: B_32, hash₂: B_32,
 * ...]]}.
 *
 * @param id unsigned
 * @param first index of the receipt that the first block's are asked from, unsigned
 * @param hashes the first {@value HashesRequest#MAX_HASHES}; more are not answered and not kept
 */
record ReceiptsRequest(long id, long first, List<byte[]> hashes) {

    static ReceiptsRequest decode(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        ReceiptsRequest request = new ReceiptsRequest(
                items.readUnsignedLong(), items.readUnsignedLong(), HashesRequest.readHashes(items));
        items.finish();
        return request;
    }

    byte[] encoded() {
        RlpWriter out = new RlpWriter().beginList().write(id).write(first);
        HashesRequest.writeHashes(hashes, out);
        return out.endList().toByteArray();
    }
}
