package org.jackfield.eth;

import java.util.ArrayList;
import java.util.List;
import org.jackfield.pool.CellMask;
import org.jackfield.pool.CellsAnswer;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * Cells, the answer to GetCells (eth/72, EIP-8070): of each blob of each transaction those that the mask has.
 *
 * <pre>
 *   [ request-id: P, [txhash₁: B_32, ...], [ [cell₁: B_2048, cell₂: B_2048, ...], ... ], cells: B_16 ]
 * </pre>
 *
 * @param id unsigned
 */
record Cells(long id, CellsAnswer answer) {

    private static final int CELL_BYTES = 2048;

    byte[] encoded() {
        int cells = answer.cells().stream().mapToInt(List::size).sum();
        RlpWriter out = new RlpWriter(cells * (CELL_BYTES + 3) + 48).beginList().write(id);
        HashesRequest.writeHashes(answer.hashes(), out);
        out.beginList();
        answer.cells().forEach(group -> HashesRequest.writeHashes(group, out));
        return out.endList().write(answer.mask().bytes()).endList().toByteArray();
    }

    /** Checks too that there is a group of cells for each transaction, with equally many for each of its blobs. */
    static Cells decode(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        long id = items.readUnsignedLong();
        RlpReader hashes = items.readList();
        RlpReader groups = items.readList();
        CellMask mask = CellMask.of(items.readBytes(CellMask.BYTES));
        items.finish();
        int transactions = hashes.count();
        int groupCount = groups.count();
        if (groupCount != transactions || transactions > HashesRequest.MAX_HASHES) {
            throw new RlpException(0, groupCount + " groups of cells for " + transactions + " transactions");
        }
        List<List<byte[]>> cells = new ArrayList<>();
        while (groups.hasNext()) {
            cells.add(readGroup(groups, mask.count()));
        }
        return new Cells(id, new CellsAnswer(HashesRequest.hashesOf(hashes), cells, mask));
    }

    private static List<byte[]> readGroup(RlpReader groups, int cellsOfABlob) throws RlpException {
        int at = groups.position();
        List<byte[]> group = new ArrayList<>();
        for (RlpReader cells = groups.readList(); cells.hasNext(); ) {
            group.add(cells.readBytes(CELL_BYTES));
        }
        if (!group.isEmpty() && (cellsOfABlob == 0 || group.size() % cellsOfABlob != 0)) {
            throw new RlpException(at, group.size() + " cells where the mask has " + cellsOfABlob + " a blob");
        }
        return group;
    }
}
