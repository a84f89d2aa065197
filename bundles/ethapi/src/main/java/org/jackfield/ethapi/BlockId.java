package org.jackfield.ethapi;

import java.util.Map;
import org.jackfield.api.rpc.HexText;

/** How a caller names a block. */
sealed interface BlockId {

    record Numbered(long number) implements BlockId {}

    /** @param canonical whether it must be on the canonical chain */
    record Hashed(byte[] hash, boolean canonical) implements BlockId {}

    /** By a word. */
    enum Tag implements BlockId {
        EARLIEST,
        LATEST,
        PENDING,
        SAFE,
        FINALIZED
    }

    /** @throws IllegalArgumentException if it is neither a number nor a word */
    static BlockId parse(String text) {
        switch (text) {
            case "earliest":
                return Tag.EARLIEST;
            case "latest":
                return Tag.LATEST;
            case "pending":
                return Tag.PENDING;
            case "safe":
                return Tag.SAFE;
            case "finalized":
                return Tag.FINALIZED;
            default:
                return numbered(text);
        }
    }

    /**
     * @param value what {@link #parse} takes, a hash, or an object with {@code blockNumber}, or {@code blockHash} and perhaps
     *     {@code requireCanonical}
     * @throws IllegalArgumentException if it is something else
     */
    static BlockId parseAny(Object value) {
        if (value instanceof Map<?, ?> object) {
            return parseObject(object);
        }
        String text = HexText.of(value);
        return text.length() == 66 ? new Hashed(Arguments.hash(text), false) : parse(text);
    }

    private static BlockId parseObject(Map<?, ?> object) {
        Object hash = object.get("blockHash");
        Object number = object.get("blockNumber");
        if (hash != null && number != null) {
            throw new IllegalArgumentException(
                    "cannot specify both BlockHash and BlockNumber, choose one or the other");
        }
        if (hash != null) {
            return new Hashed(Arguments.hash(hash), Boolean.TRUE.equals(object.get("requireCanonical")));
        }
        if (number != null) {
            return parse(HexText.of(number));
        }
        throw new IllegalArgumentException("invalid arguments; neither block nor hash specified");
    }

    private static BlockId numbered(String text) {
        long number = HexText.quantity(text);
        if (number < 0) {
            throw new IllegalArgumentException("block number larger than int64");
        }
        return new Numbered(number);
    }
}
