package org.jackfield.eth;

import java.util.BitSet;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * Cells, the answer to GetCells (eth/72, EIP-8070): of each blob of each transaction those that the mask has.
 *
 * <pre>
 *   [ request-id: P, [txhash₁: B_32, ...], [ [cell₁: B_2048, cell₂: B_2048, ...], ... ], cells: B_16 ]
 * </pre>
 */
final class Cells {

    /** One bit for each of the 128 cells of a blob. */
    static final int MASK_BYTES = 16;

    private static final int HASH_BYTES = 32;
    private static final int CELL_BYTES = 2048;

    private Cells() {}

    /** The answer of a node that has none of those asked for. */
    static byte[] none(long id) {
        RlpWriter out = new RlpWriter().beginList().write(id);
        out.beginList().endList().beginList().endList();
        return out.write(new byte[MASK_BYTES]).endList().toByteArray();
    }

    /** Checks the form of what a peer has sent: a group of cells a transaction, equally many for each of its blobs. */
    static void check(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        items.readUnsignedLong();
        int transactions = 0;
        for (RlpReader hashes = items.readList(); hashes.hasNext(); transactions++) {
            hashes.readBytes(HASH_BYTES);
        }
        int at = items.position();
        RlpReader groups = items.readList();
        int cellsOfABlob = BitSet.valueOf(items.readBytes(MASK_BYTES)).cardinality();
        items.finish();
        int groupCount = 0;
        for (; groups.hasNext(); groupCount++) {
            checkGroup(groups, cellsOfABlob);
        }
        if (groupCount != transactions) {
            throw new RlpException(at, groupCount + " groups of cells for " + transactions + " transactions");
        }
    }

    private static void checkGroup(RlpReader groups, int cellsOfABlob) throws RlpException {
        int at = groups.position();
        int count = 0;
        for (RlpReader cells = groups.readList(); cells.hasNext(); count++) {
            cells.readBytes(CELL_BYTES);
        }
        if (count > 0 && (cellsOfABlob == 0 || count % cellsOfABlob != 0)) {
            throw new RlpException(at, count + " cells where the mask has " + cellsOfABlob + " a blob");
        }
    }
}
