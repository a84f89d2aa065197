package org.jackfield.ethapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Hex;
import org.jackfield.chain.Log;
import org.jackfield.chain.RawTransaction;
import org.jackfield.chain.Receipt;

/** Logs with geth's members ({@code core/types}, Log). */
final class LogJson {

    /**
     * A log and where it stands.
     *
     * @param transaction index in its block
     * @param index of the log in its block
     */
    record Placed(Log log, int transaction, int index) {}

    private final BlockHeader header;
    private final List<RawTransaction> transactions;
    private final boolean removed;

    /** @param removed whether the block has left the canonical chain */
    LogJson(BlockHeader header, List<RawTransaction> transactions, boolean removed) {
        this.header = header;
        this.transactions = transactions;
        this.removed = removed;
    }

    /** The logs of a block in their order. */
    static List<Placed> placed(List<Receipt> receipts) {
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < receipts.size(); i++) {
            for (Log log : receipts.get(i).logs()) {
                placed.add(new Placed(log, i, placed.size()));
            }
        }
        return placed;
    }

    Map<String, Object> of(Placed placed) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("address", placed.log().address().toString());
        json.put("topics", placed.log().topics().stream().map(Hex::text).toList());
        json.put("data", Hex.text(placed.log().data()));
        json.put("blockNumber", Quantity.of(header.number()));
        json.put(
                "transactionHash",
                Hex.text(transactions.get(placed.transaction()).hash()));
        json.put("transactionIndex", Quantity.of(placed.transaction()));
        json.put("blockHash", Hex.text(header.hash()));
        json.put("blockTimestamp", Quantity.of(header.timestamp()));
        json.put("logIndex", Quantity.of(placed.index()));
        json.put("removed", removed);
        return json;
    }
}
