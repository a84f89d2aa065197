package org.jackfield.ethapi;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.chain.Address;

/** The arguments of a call in Ethereum's types. What is malformed is refused in geth's words. */
record Arguments(RpcParams params) {

    private static final int HASH_BYTES = 32;
    private static final int MAX_DIGITS = 16;

    /** @throws RpcException if there are more than {@code count} */
    static Arguments of(RpcParams params, int count) throws RpcException {
        params.atMost(count);
        return new Arguments(params);
    }

    boolean has(int index) {
        return index < params.values().size() && params.values().get(index) != null;
    }

    /** Empty if it is missing or null. */
    Optional<Object> value(int index) {
        return has(index) ? Optional.of(params.values().get(index)) : Optional.empty();
    }

    byte[] hash(int index) throws RpcException {
        return parse(index, () -> data(text(required(index)), HASH_BYTES, "common.Hash"));
    }

    Address address(int index) throws RpcException {
        return parse(index, () -> Address.of(data(text(required(index)), Address.BYTES, "common.Address")));
    }

    byte[] data(int index) throws RpcException {
        return parse(index, () -> data(text(required(index))));
    }

    long quantity(int index) throws RpcException {
        return parse(index, () -> quantity(required(index)));
    }

    boolean flag(int index) throws RpcException {
        if (required(index) instanceof Boolean flag) {
            return flag;
        }
        throw invalid(index, "not a boolean");
    }

    Map<?, ?> object(int index) throws RpcException {
        if (required(index) instanceof Map<?, ?> object) {
            return object;
        }
        throw invalid(index, "not an object");
    }

    List<?> list(int index) throws RpcException {
        if (required(index) instanceof List<?> list) {
            return list;
        }
        throw invalid(index, "not an array");
    }

    /** A number or one of the words for a block. */
    BlockId block(int index) throws RpcException {
        return parse(index, () -> BlockId.parse(text(required(index))));
    }

    /** Also a hash, or an object of geth's {@code BlockNumberOrHash}. */
    BlockId blockOrHash(int index) throws RpcException {
        Object value = required(index);
        return parse(index, () -> BlockId.parseAny(value));
    }

    private Object required(int index) throws RpcException {
        if (!has(index)) {
            throw RpcException.invalidParams("missing value for required argument " + index);
        }
        return params.values().get(index);
    }

    @FunctionalInterface
    interface Reading<T> {
        T read() throws RpcException;
    }

    /** Names the argument in what a reading complains of. */
    <T> T parse(int index, Reading<T> reading) throws RpcException {
        required(index);
        try {
            return reading.read();
        } catch (IllegalArgumentException e) {
            throw invalid(index, e.getMessage());
        }
    }

    private static RpcException invalid(int index, String message) {
        return RpcException.invalidParams("invalid argument " + index + ": " + message);
    }

    // Readings of single values, which complain with IllegalArgumentException.

    static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("hex string without 0x prefix");
    }

    static byte[] data(String hex) {
        String digits = digits(hex);
        if (digits.length() % 2 != 0) {
            throw new IllegalArgumentException("hex string of odd length");
        }
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("invalid hex string", e);
        }
    }

    static byte[] data(String hex, int bytes, String type) {
        int length = digits(hex).length();
        if (length != 2 * bytes) {
            throw new IllegalArgumentException(
                    "hex string has length " + length + ", want " + 2 * bytes + " for " + type);
        }
        return data(hex);
    }

    static byte[] hash(Object value) {
        return data(text(value), HASH_BYTES, "common.Hash");
    }

    /** Unsigned. */
    static long quantity(Object value) {
        String digits = digits(text(value));
        if (digits.isEmpty()) {
            throw new IllegalArgumentException("hex string \"0x\"");
        }
        if (digits.length() > 1 && digits.startsWith("0")) {
            throw new IllegalArgumentException("hex number with leading zero digits");
        }
        if (!digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("invalid hex string");
        }
        if (digits.length() > MAX_DIGITS) {
            throw new IllegalArgumentException("hex number > 64 bits");
        }
        return Long.parseUnsignedLong(digits, 16);
    }

    /** A member of an object that may be missing or null. */
    static Optional<Object> member(Map<?, ?> object, String name) {
        return Optional.ofNullable(object.get(name));
    }

    private static String digits(String hex) {
        if (hex.isEmpty()) {
            throw new IllegalArgumentException("empty hex string");
        }
        if (!hex.startsWith("0x") && !hex.startsWith("0X")) {
            throw new IllegalArgumentException("hex string without 0x prefix");
        }
        return hex.substring(2);
    }
}
