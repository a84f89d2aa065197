package org.jackfield.ethapi;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.rpc.HexText;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Fees;
import org.jackfield.chain.ForkSchedule;

/** {@code eth_feeHistory}: what blocks charged, from their headers, and with {@link BlockRewards} what was paid on top. */
record FeeHistory(Blocks blocks) {

    /** As in geth. */
    private static final int MAX_BLOCKS = 1_024;

    private static final int MAX_PERCENTILES = 100;

    Map<String, Object> answer(Arguments arguments) throws RpcException {
        long count = arguments.parse(0, value -> count(arguments.value(0)));
        BlockId newest = arguments.block(1);
        List<Double> percentiles = percentiles(arguments);
        if (newest == BlockId.Tag.PENDING) {
            // There is no block to come, which would be one of those asked for.
            newest = BlockId.Tag.LATEST;
            count = Math.max(0, count - 1);
        }
        return answer(headers(count, newest), percentiles);
    }

    private Map<String, Object> answer(List<BlockHeader> headers, List<Double> percentiles) throws RpcException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "oldestBlock",
                Quantity.of(headers.isEmpty() ? 0 : headers.get(0).number()));
        if (headers.isEmpty()) {
            json.put("gasUsedRatio", null);
            return json;
        }
        ForkSchedule forks = blocks.chain().genesis().forks();
        List<String> baseFees = new ArrayList<>();
        List<String> blobFees = new ArrayList<>();
        for (BlockHeader header : headers) {
            baseFees.add(quantity(header.baseFee()));
            blobFees.add(quantity(forks.blobPrice(header)));
        }
        Fees next = after(headers.get(headers.size() - 1));
        baseFees.add(quantity(next.baseFee()));
        blobFees.add(quantity(next.blobFee()));
        if (!percentiles.isEmpty()) {
            json.put("reward", rewards(headers, percentiles));
        }
        json.put("baseFeePerGas", baseFees);
        json.put("gasUsedRatio", headers.stream().map(FeeHistory::gasUsed).toList());
        json.put("baseFeePerBlobGas", blobFees);
        json.put(
                "blobGasUsedRatio",
                headers.stream().map(header -> blobGasUsed(header, forks)).toList());
        return json;
    }

    /** From the oldest to the newest; fewer if the head has just moved back. */
    private List<BlockHeader> headers(long count, BlockId newest) throws RpcException {
        long last = number(newest);
        long first = last - Math.min(Math.min(count, MAX_BLOCKS), last + 1) + 1;
        List<BlockHeader> headers = new ArrayList<>();
        Optional<BlockHeader> next =
                first > last ? Optional.empty() : blocks.chain().header(first);
        while (next.isPresent()) {
            headers.add(next.get());
            long number = next.get().number() + 1;
            next = number > last ? Optional.empty() : blocks.chain().header(number);
        }
        return headers;
    }

    private long number(BlockId id) throws RpcException {
        long head = blocks.chain().head().number();
        if (id instanceof BlockId.Numbered numbered && numbered.number() > head) {
            throw RpcException.failed("request beyond head block: requested " + numbered.number() + ", head " + head);
        }
        return blocks.header(id).map(BlockHeader::number).orElse(head);
    }

    private Fees after(BlockHeader newest) {
        ForkSchedule forks = blocks.chain().genesis().forks();
        return blocks.chain()
                .header(newest.number() + 1)
                .map(next -> new Fees(next.baseFee(), forks.blobPrice(next)))
                .orElseGet(() -> blocks.chain().nextFees());
    }

    private List<List<String>> rewards(List<BlockHeader> headers, List<Double> percentiles) throws RpcException {
        List<List<String>> rewards = new ArrayList<>();
        for (BlockHeader header : headers) {
            rewards.add(BlockRewards.of(blocks, header).at(percentiles).stream()
                    .map(Quantity::of)
                    .toList());
        }
        return rewards;
    }

    private static double gasUsed(BlockHeader header) {
        return (double) header.gasUsed() / header.gasLimit();
    }

    private static double blobGasUsed(BlockHeader header, ForkSchedule forks) {
        long max = forks.maxBlobGas(header.timestamp()).orElse(0);
        return max == 0 ? 0 : (double) header.blobGasUsed().orElse(0L) / max;
    }

    private static String quantity(Optional<BigInteger> fee) {
        return Quantity.of(fee.orElse(BigInteger.ZERO));
    }

    /** In hexadecimal or decimal, as a string or a number. */
    private static long count(Optional<Object> value) {
        String text = value.map(Object::toString).orElse("");
        long count = text.startsWith("0x") ? HexText.quantity(text) : decimal(text);
        return count < 0 ? Long.MAX_VALUE : count;
    }

    private static long decimal(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("invalid hex or decimal integer");
        }
        return Long.parseLong(text);
    }

    private static List<Double> percentiles(Arguments arguments) throws RpcException {
        List<?> values = arguments.list(2);
        if (values.size() > MAX_PERCENTILES) {
            throw invalid("over the query limit " + MAX_PERCENTILES);
        }
        List<Double> percentiles = new ArrayList<>();
        for (Object value : values) {
            percentiles.add(percentile(value, percentiles));
        }
        return percentiles;
    }

    private static double percentile(Object value, List<Double> before) throws RpcException {
        if (!(value instanceof Number number)) {
            throw RpcException.invalidParams("invalid argument 2: not a number");
        }
        double percentile = number.doubleValue();
        if (!(percentile >= 0 && percentile <= 100)) {
            throw invalid(String.format(Locale.ROOT, "%f", percentile));
        }
        int index = before.size();
        if (index > 0 && percentile <= before.get(index - 1)) {
            throw invalid(String.format(
                    Locale.ROOT, "#%d:%f >= #%d:%f", index - 1, before.get(index - 1), index, percentile));
        }
        return percentile;
    }

    private static RpcException invalid(String why) {
        return RpcException.failed("invalid reward percentile: " + why);
    }
}
