package org.jackfield.ethapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockBody;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Hex;
import org.jackfield.chain.Withdrawal;

/** Blocks and headers with geth's members ({@code RPCMarshalBlock}, {@code RPCMarshalHeader}). */
final class BlockJson {

    private BlockJson() {}

    /** Members of forks that the block is before are left out. */
    static Map<String, Object> header(BlockHeader header) {
        Map<String, Object> json = common(header);
        optional(header).forEach((name, value) -> value.ifPresent(present -> json.put(name, present)));
        return json;
    }

    /** As {@code newHeads} tells of it: what the header does not have is null. */
    static Map<String, Object> newHead(BlockHeader header) {
        Map<String, Object> json = common(header);
        optional(header).forEach((name, value) -> json.put(name, value.orElse(null)));
        return json;
    }

    /** @param transactions hashes or whole ones; empty to leave the member out */
    static Map<String, Object> block(Block block, Optional<List<?>> transactions) {
        Map<String, Object> json = header(block.header());
        json.put("size", Quantity.of(block.encoded().length));
        transactions.ifPresent(list -> json.put("transactions", list));
        json.put(
                "uncles",
                block.body().ommers().stream()
                        .map(ommer -> Hex.text(ommer.hash()))
                        .toList());
        block.body()
                .withdrawals()
                .ifPresent(list -> json.put(
                        "withdrawals", list.stream().map(BlockJson::withdrawal).toList()));
        return json;
    }

    /** An ommer is a header without a body: its members are those of a block all the same. */
    static Map<String, Object> ommer(BlockHeader header) {
        return block(new Block(header, new BlockBody(List.of(), List.of(), Optional.empty())), Optional.empty());
    }

    private static Map<String, Object> common(BlockHeader header) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", Quantity.of(header.number()));
        json.put("hash", Hex.text(header.hash()));
        json.put("parentHash", Hex.text(header.parentHash()));
        json.put("nonce", Hex.text(header.nonce()));
        json.put("mixHash", Hex.text(header.mixHash()));
        json.put("sha3Uncles", Hex.text(header.ommersHash()));
        json.put("logsBloom", Hex.text(header.logsBloom()));
        json.put("stateRoot", Hex.text(header.stateRoot()));
        json.put("miner", Hex.text(header.beneficiary()));
        json.put("difficulty", Quantity.of(header.difficulty()));
        json.put("extraData", Hex.text(header.extraData()));
        json.put("gasLimit", Quantity.of(header.gasLimit()));
        json.put("gasUsed", Quantity.of(header.gasUsed()));
        json.put("timestamp", Quantity.of(header.timestamp()));
        json.put("transactionsRoot", Hex.text(header.transactionsRoot()));
        json.put("receiptsRoot", Hex.text(header.receiptsRoot()));
        return json;
    }

    private static Map<String, Optional<String>> optional(BlockHeader header) {
        Map<String, Optional<String>> json = new LinkedHashMap<>();
        json.put("baseFeePerGas", header.baseFee().map(Quantity::of));
        json.put("withdrawalsRoot", header.withdrawalsRoot().map(Hex::text));
        json.put("blobGasUsed", header.blobGasUsed().map(Quantity::of));
        json.put("excessBlobGas", header.excessBlobGas().map(Quantity::of));
        json.put("parentBeaconBlockRoot", header.parentBeaconRoot().map(Hex::text));
        json.put("requestsHash", header.requestsHash().map(Hex::text));
        json.put("blockAccessListHash", header.blockAccessListHash().map(Hex::text));
        json.put("slotNumber", header.slotNumber().map(Quantity::of));
        return json;
    }

    static Map<String, Object> withdrawal(Withdrawal withdrawal) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("index", Quantity.of(withdrawal.index()));
        json.put("validatorIndex", Quantity.of(withdrawal.validatorIndex()));
        json.put("address", Hex.text(withdrawal.address()));
        json.put("amount", Quantity.of(withdrawal.amountGwei()));
        return json;
    }
}
