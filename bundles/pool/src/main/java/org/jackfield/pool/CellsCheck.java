package org.jackfield.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jackfield.api.DisconnectException;
import org.jackfield.crypto.Hash;

/** Whether an answer with cells has the form that its request demands; nothing of KZG. */
final class CellsCheck {

    private CellsCheck() {}

    /**
     * @throws DisconnectException if something in the answer was not asked for, or is incomplete (devp2p caps/eth.md, Cells)
     */
    static List<CellFetcher.Delivery> deliveries(CellQuestion asked, CellsAnswer answer) throws DisconnectException {
        if (answer.hashes().size() != answer.cells().size()) {
            throw DisconnectException.subprotocol(answer.cells().size() + " groups of cells for "
                    + answer.hashes().size() + " transactions");
        }
        if (!answer.mask().isIn(asked.mask())) {
            throw DisconnectException.subprotocol("cells that were not asked for");
        }
        Map<Hash, CellFetch> open = new HashMap<>();
        asked.fetches().forEach(fetch -> open.put(fetch.pooled.hash(), fetch));
        List<CellFetcher.Delivery> deliveries = new ArrayList<>();
        for (int i = 0; i < answer.hashes().size(); i++) {
            Hash hash = Hash.of(answer.hashes().get(i));
            CellFetch fetch = open.remove(hash);
            if (fetch == null) {
                throw DisconnectException.subprotocol("cells of " + hash + " were not asked for, or twice");
            }
            NavigableMap<Integer, List<byte[]>> cells =
                    grouped(answer.cells().get(i), answer.mask().indices(), fetch.blobs());
            if (!cells.isEmpty()) {
                deliveries.add(new CellFetcher.Delivery(fetch, cells));
            }
        }
        return deliveries;
    }

    private static NavigableMap<Integer, List<byte[]>> grouped(List<byte[]> cells, int[] indices, int blobs)
            throws DisconnectException {
        if (cells.size() != indices.length * blobs) {
            throw DisconnectException.subprotocol(
                    cells.size() + " cells, expected " + indices.length + " of each of " + blobs + " blobs");
        }
        for (byte[] cell : cells) {
            if (cell.length != Blobs.CELL_BYTES) {
                throw DisconnectException.breach("a cell of " + cell.length + " bytes, expected " + Blobs.CELL_BYTES);
            }
        }
        NavigableMap<Integer, List<byte[]>> grouped = new TreeMap<>();
        for (int i = 0; i < indices.length; i++) {
            grouped.put(indices[i], List.copyOf(cells.subList(i * blobs, (i + 1) * blobs)));
        }
        return grouped;
    }
}
