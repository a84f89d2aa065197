package org.jackfield.eth;

import java.util.ArrayList;
import java.util.List;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * GetBlockBodies, GetReceipts, GetPooledTransactions: {@code [request-id: P, [hash₁: B_32, hash₂: B_32, ...]]}.
 *
 * @param id unsigned
 * @param hashes the first {@value #MAX_HASHES}; more are not answered and not kept
 */
record HashesRequest(long id, List<byte[]> hashes) {

    /** geth serves as many (eth/protocols/eth, maxBodiesServe and maxReceiptsServe). */
    static final int MAX_HASHES = 1024;

    private static final int HASH_BYTES = 32;

    static HashesRequest decode(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        long id = items.readUnsignedLong();
        RlpReader list = items.readList();
        items.finish();
        List<byte[]> hashes = new ArrayList<>();
        while (list.hasNext()) {
            byte[] hash = list.readBytes(HASH_BYTES);
            if (hashes.size() < MAX_HASHES) {
                hashes.add(hash);
            }
        }
        return new HashesRequest(id, hashes);
    }

    byte[] encoded() {
        RlpWriter out = new RlpWriter().beginList().write(id).beginList();
        hashes.forEach(out::write);
        return out.endList().endList().toByteArray();
    }
}
