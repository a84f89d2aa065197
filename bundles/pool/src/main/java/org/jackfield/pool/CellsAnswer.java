package org.jackfield.pool;

import java.util.List;

/**
 * Cells (devp2p caps/eth.md, 0x15) without the request's id.
 *
 * @param hashes of the transactions answered for
 * @param cells for each of them, by ascending index, those of all its blobs in their order
 * @param mask which cells these are, of every transaction
 */
public record CellsAnswer(List<byte[]> hashes, List<List<byte[]>> cells, CellMask mask) {

    public static final CellsAnswer NOTHING = new CellsAnswer(List.of(), List.of(), CellMask.NONE);
}
