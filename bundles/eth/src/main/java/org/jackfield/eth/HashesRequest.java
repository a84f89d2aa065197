package org.jackfield.eth;

import java.util.ArrayList;
import java.util.List;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * GetBlockBodies, GetReceipts (to eth/69), GetPooledTransactions, GetNodeData, GetBlockAccessLists: {@code [request-id: P,
 * [hash₁: B_32, hash₂: B_32, ...]]}.
 *
 * @param id unsigned
 * @param hashes the first {@value #MAX_HASHES}; more are not answered and not kept
 */
record HashesRequest(long id, List<byte[]> hashes) {

    /** geth serves as many (eth/protocols/eth, maxBodiesServe, maxReceiptsServe, maxBALsServe). */
    static final int MAX_HASHES = 1024;

    private static final int HASH_BYTES = 32;

    static HashesRequest decode(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        HashesRequest request = new HashesRequest(items.readUnsignedLong(), readHashes(items));
        items.finish();
        return request;
    }

    /** The next item, a list of hashes: the first {@value #MAX_HASHES} of them. */
    static List<byte[]> readHashes(RlpReader items) throws RlpException {
        return hashesOf(items.readList());
    }

    /** The first {@value #MAX_HASHES} of {@code list}. */
    static List<byte[]> hashesOf(RlpReader list) throws RlpException {
        List<byte[]> hashes = new ArrayList<>();
        while (list.hasNext()) {
            byte[] hash = list.readBytes(HASH_BYTES);
            if (hashes.size() < MAX_HASHES) {
                hashes.add(hash);
            }
        }
        return hashes;
    }

    /** What {@link #readHashes} reads. */
    static void writeHashes(List<byte[]> hashes, RlpWriter out) {
        out.beginList();
        hashes.forEach(out::write);
        out.endList();
    }

    byte[] encoded() {
        RlpWriter out = new RlpWriter().beginList().write(id);
        writeHashes(hashes, out);
        return out.endList().toByteArray();
    }
}
