package org.jackfield.interop;

import java.util.HexFormat;
import org.jackfield.rlp.RlpWriter;

/** Requests of eth/66 and later, in hexadecimal, as the foreign peers' command {@code send} takes them. */
final class EthRequest {

    private EthRequest() {}

    /**
     * What GetBlockBodies, GetReceipts (to eth/69) and GetPooledTransactions look like.
     *
     * @param hashes each 0x and 64 hex digits
     */
    static String forHashes(long id, String... hashes) {
        RlpWriter request = new RlpWriter().beginList().write(id).beginList();
        for (String hash : hashes) {
            request.write(HexFormat.of().parseHex(hash.substring(2)));
        }
        return "0x" + HexFormat.of().formatHex(request.endList().endList().toByteArray());
    }
}
