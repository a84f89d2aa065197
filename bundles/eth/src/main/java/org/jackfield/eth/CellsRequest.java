package org.jackfield.eth;

import java.util.List;
import org.jackfield.pool.CellMask;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * GetCells (eth/72, EIP-8070): {@code [request-id: P, [txhash₁: B_32, txhash₂: B_32, ...], cells: B_16]}.
 *
 * @param id unsigned
 * @param transactions hashes, the first {@value HashesRequest#MAX_HASHES}; more are not answered and not kept
 * @param cells which are asked for of each blob
 */
record CellsRequest(long id, List<byte[]> transactions, CellMask cells) {

    static CellsRequest decode(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        CellsRequest request = new CellsRequest(
                items.readUnsignedLong(),
                HashesRequest.readHashes(items),
                CellMask.of(items.readBytes(CellMask.BYTES)));
        items.finish();
        return request;
    }

    byte[] encoded() {
        RlpWriter out = new RlpWriter().beginList().write(id);
        HashesRequest.writeHashes(transactions, out);
        return out.write(cells.bytes()).endList().toByteArray();
    }
}
