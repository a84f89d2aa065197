package org.jackfield.api.rpc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a call, by position. Those at the end may be missing.
 *
 * @param values null, strings, booleans, numbers ({@link Integer}, {@link Long}, {@link java.math.BigInteger} or
 *     {@link java.math.BigDecimal}), lists and maps of them
 */
public record RpcParams(List<Object> values) {

    public RpcParams {
        // Not List.copyOf: an argument may be null.
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /**
     * States that there are no more than {@code count} arguments.
     *
     * @throws RpcException with {@link RpcException#INVALID_PARAMS} otherwise
     */
    public void atMost(int count) throws RpcException {
        if (values.size() > count) {
            throw RpcException.invalidParams("too many arguments, want at most " + count);
        }
    }

    /**
     * A required argument that is a string.
     *
     * @throws RpcException with {@link RpcException#INVALID_PARAMS} if it is missing or something else
     */
    public String text(int index) throws RpcException {
        Object value = required(index);
        if (value instanceof String) {
            return (String) value;
        }
        throw RpcException.invalidParams("argument " + index + " is not a string");
    }

    /**
     * A required argument that is bytes as a string of hexadecimal digits with {@code 0x}.
     *
     * @throws RpcException with {@link RpcException#INVALID_PARAMS} if it is missing or something else
     */
    public byte[] bytes(int index) throws RpcException {
        String hex = text(index);
        if (!hex.startsWith("0x")) {
            throw RpcException.invalidParams("argument " + index + " is a hex string without 0x prefix");
        }
        try {
            return HexFormat.of().parseHex(hex, 2, hex.length());
        } catch (IllegalArgumentException e) {
            throw RpcException.invalidParams("argument " + index + " is not an even number of hex digits");
        }
    }

    /** Whether the argument is there and not null. */
    public boolean has(int index) {
        return index < values.size() && values.get(index) != null;
    }

    /** Empty if it is missing or null. */
    public Optional<Object> value(int index) {
        return has(index) ? Optional.of(values.get(index)) : Optional.empty();
    }

    /**
     * A required argument that is true or false.
     *
     * @throws RpcException with {@link RpcException#INVALID_PARAMS} if it is missing or something else
     */
    public boolean flag(int index) throws RpcException {
        if (required(index) instanceof Boolean flag) {
            return flag;
        }
        throw invalid(index, "not a boolean");
    }

    /**
     * A required argument that is an object.
     *
     * @throws RpcException with {@link RpcException#INVALID_PARAMS} if it is missing or something else
     */
    public RpcObject object(int index) throws RpcException {
        if (required(index) instanceof Map<?, ?> object) {
            return new RpcObject(object);
        }
        throw invalid(index, "not an object");
    }

    /**
     * A required argument that is an array.
     *
     * @throws RpcException with {@link RpcException#INVALID_PARAMS} if it is missing or something else
     */
    public List<?> list(int index) throws RpcException {
        if (required(index) instanceof List<?> list) {
            return list;
        }
        throw invalid(index, "not an array");
    }

    /** What is made of an argument; complains of it with {@link IllegalArgumentException}. */
    @FunctionalInterface
    public interface Reading<T> {
        T of(Object value) throws RpcException;
    }

    /**
     * Makes something of a required argument.
     *
     * @throws RpcException with {@link RpcException#INVALID_PARAMS} if it is missing, or for what the reading complains of
     */
    public <T> T read(int index, Reading<T> reading) throws RpcException {
        Object value = required(index);
        try {
            return reading.of(value);
        } catch (IllegalArgumentException e) {
            throw invalid(index, e.getMessage());
        }
    }

    private Object required(int index) throws RpcException {
        return value(index)
                .orElseThrow(() -> RpcException.invalidParams("missing value for required argument " + index));
    }

    private static RpcException invalid(int index, String message) {
        return RpcException.invalidParams("invalid argument " + index + ": " + message);
    }
}
