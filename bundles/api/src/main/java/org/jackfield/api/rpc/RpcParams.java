package org.jackfield.api.rpc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

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

    private Object required(int index) throws RpcException {
        Object value = index < values.size() ? values.get(index) : null;
        if (value == null) {
            throw RpcException.invalidParams("missing value for required argument " + index);
        }
        return value;
    }
}
