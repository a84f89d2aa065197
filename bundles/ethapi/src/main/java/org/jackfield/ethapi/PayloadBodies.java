package org.jackfield.ethapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcObject;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockBody;
import org.jackfield.chain.Hex;

/**
 * {@code engine_getPayloadBodiesByHashV1} and {@code …ByRangeV1}: bodies of stored blocks, null for those that are not here
 * (execution-apis src/engine/shanghai.md).
 */
record PayloadBodies(Blocks blocks) {

    /** The specification demands 32. */
    static final int MAX_BODIES = 128;

    /** Of any branch. */
    List<Map<String, Object>> byHash(Arguments arguments) throws RpcException {
        List<byte[]> hashes;
        try {
            hashes = RpcObject.hashes(arguments.list(0));
        } catch (IllegalArgumentException e) {
            throw EngineError.params(e.getMessage());
        }
        checkCount(hashes.size());
        List<Map<String, Object>> bodies = new ArrayList<>();
        for (byte[] hash : hashes) {
            bodies.add(blocks.chain()
                    .header(hash)
                    .flatMap(blocks::block)
                    .map(PayloadBodies::json)
                    .orElse(null));
        }
        return bodies;
    }

    /** Of the canonical chain, none beyond its head. */
    List<Map<String, Object>> byRange(Arguments arguments) throws RpcException {
        long start = arguments.quantity(0);
        long count = arguments.quantity(1);
        if (start == 0 || count == 0) {
            throw EngineError.params("start is " + start + ", count " + count + ", 1 at least expected");
        }
        checkCount(count);
        List<Map<String, Object>> bodies = new ArrayList<>();
        long head = blocks.chain().head().number();
        // Unsigned: a start above 63 bits is beyond every head.
        for (long number = start; bodies.size() < count && Long.compareUnsigned(number, head) <= 0; number++) {
            Optional<Block> block = blocks.block(new BlockId.Numbered(number));
            bodies.add(block.map(PayloadBodies::json).orElse(null));
        }
        return bodies;
    }

    private static void checkCount(long count) throws RpcException {
        if (Long.compareUnsigned(count, MAX_BODIES) > 0) {
            throw EngineError.tooLarge(
                    Long.toUnsignedString(count) + " bodies requested, " + MAX_BODIES + " at most are given");
        }
    }

    private static Map<String, Object> json(Block block) {
        BlockBody body = block.body();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "transactions",
                body.transactions().stream()
                        .map(transaction -> Hex.text(transaction.encoded()))
                        .toList());
        json.put(
                "withdrawals",
                body.withdrawals()
                        .map(list -> list.stream().map(BlockJson::withdrawal).toList())
                        .orElse(null));
        return json;
    }
}
