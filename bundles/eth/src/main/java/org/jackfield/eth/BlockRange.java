package org.jackfield.eth;

import java.util.Arrays;
import org.jackfield.api.DisconnectException;
import org.jackfield.chain.Hex;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * The blocks a node has in full: {@code earliest: P, latest: P, latestHash: B_32}, the contents of BlockRangeUpdate and
 * the end of Status from eth/69 on.
 */
record BlockRange(long earliest, long latest, byte[] latestHash) {

    static BlockRange read(RlpReader items) throws RlpException {
        return new BlockRange(items.readLong(), items.readLong(), items.readBytes(32));
    }

    /** BlockRangeUpdate. */
    static BlockRange decode(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        BlockRange range = read(items);
        items.finish();
        return range;
    }

    byte[] encoded() {
        RlpWriter out = new RlpWriter(56).beginList();
        write(out);
        return out.endList().toByteArray();
    }

    void write(RlpWriter out) {
        out.write(earliest).write(latest).write(latestHash);
    }

    /**
     * @throws DisconnectException if there is no such range, as the specification demands
     */
    void check() throws DisconnectException {
        if (earliest > latest) {
            throw DisconnectException.subprotocol("block range from " + earliest + " to " + latest);
        }
        if (Arrays.equals(latestHash, new byte[32])) {
            throw DisconnectException.subprotocol("block range with a latest hash of zeros");
        }
    }

    @Override
    public String toString() {
        return earliest + "…" + latest + " (" + Hex.brief(latestHash) + ')';
    }
}
