package org.jackfield.ethapi;

import java.util.List;
import java.util.Optional;
import org.jackfield.api.rpc.RpcObject;
import org.jackfield.chain.Withdrawal;

/**
 * An execution payload as a consensus client hands it over, read but not judged ({@code ExecutionPayloadV1} to {@code V4}).
 *
 * @param fields the members that every version has, of which only the following three have been read
 * @param withdrawals from version 2 on
 * @param blobGasUsed with {@code excessBlobGas}, from version 3 on
 * @param blockAccessList encoded; with {@code slotNumber}, from version 4 on
 */
record Payload(
        RpcObject fields,
        long number,
        long timestamp,
        byte[] blockHash,
        List<byte[]> transactions,
        Optional<List<Withdrawal>> withdrawals,
        Optional<Long> blobGasUsed,
        Optional<Long> excessBlobGas,
        Optional<byte[]> blockAccessList,
        Optional<Long> slotNumber) {

    /** @throws IllegalArgumentException if something is missing that every version has, or of another form */
    static Payload of(RpcObject fields) {
        return new Payload(
                fields,
                fields.quantity("blockNumber"),
                fields.quantity("timestamp"),
                fields.data("blockHash", 32),
                fields.optionalList("transactions")
                        .orElseThrow(() -> new IllegalArgumentException("missing required field 'transactions'")),
                fields.optionalObjects("withdrawals")
                        .map(list -> list.stream().map(Payload::withdrawal).toList()),
                fields.optionalQuantity("blobGasUsed"),
                fields.optionalQuantity("excessBlobGas"),
                fields.has("blockAccessList") ? Optional.of(fields.data("blockAccessList")) : Optional.empty(),
                fields.optionalQuantity("slotNumber"));
    }

    private static Withdrawal withdrawal(RpcObject fields) {
        return new Withdrawal(
                fields.unsigned("index"),
                fields.unsigned("validatorIndex"),
                fields.data("address", 20),
                fields.unsigned("amount"));
    }
}
