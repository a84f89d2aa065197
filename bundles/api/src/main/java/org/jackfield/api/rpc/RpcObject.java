package org.jackfield.api.rpc;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The members of an object that a caller sent. What is missing where it is needed, or has another form, is complained of with
 * {@link IllegalArgumentException}, which {@link RpcParams#read} makes an error for the caller.
 *
 * @param members values as in {@link RpcParams}
 */
public record RpcObject(Map<?, ?> members) {

    private static final int MAX_BIG_DIGITS = 64;

    /** Whether it is there and not null. */
    public boolean has(String name) {
        return members.get(name) != null;
    }

    /** Data of any length. */
    public byte[] data(String name) {
        return read(name, value -> HexText.data(HexText.of(value)));
    }

    public byte[] data(String name, int bytes) {
        return read(name, value -> sized(value, bytes));
    }

    /** Up to 63 bits, as all numbers of a header have here. */
    public long quantity(String name) {
        long quantity = unsigned(name);
        if (quantity < 0) {
            throw new IllegalArgumentException(name + ": number above 63 bits");
        }
        return quantity;
    }

    /** Up to 64 bits, unsigned. */
    public long unsigned(String name) {
        return read(name, HexText::quantity);
    }

    /** Up to 256 bits. */
    public BigInteger big(String name) {
        return read(name, RpcObject::big);
    }

    public Optional<Long> optionalQuantity(String name) {
        return has(name) ? Optional.of(quantity(name)) : Optional.empty();
    }

    public Optional<List<byte[]>> optionalList(String name) {
        return optional(name, RpcObject::dataList);
    }

    public Optional<List<RpcObject>> optionalObjects(String name) {
        return optional(name, RpcObject::objects);
    }

    /** An array of data of any length. */
    public static List<byte[]> dataList(Object value) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException("not an array");
        }
        List<byte[]> all = new ArrayList<>();
        list.forEach(item -> all.add(HexText.data(HexText.of(item))));
        return all;
    }

    /** An array of data of 32 bytes each. */
    public static List<byte[]> hashes(Object value) {
        List<byte[]> all = dataList(value);
        for (byte[] hash : all) {
            if (hash.length != 32) {
                throw new IllegalArgumentException(hash.length + " bytes, 32 expected");
            }
        }
        return all;
    }

    /** Data of that length. */
    public static byte[] sized(Object value, int bytes) {
        byte[] data = HexText.data(HexText.of(value));
        if (data.length != bytes) {
            throw new IllegalArgumentException(data.length + " bytes, " + bytes + " expected");
        }
        return data;
    }

    private static List<RpcObject> objects(Object value) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException("not an array");
        }
        List<RpcObject> all = new ArrayList<>();
        for (Object item : list) {
            if (!(item instanceof Map<?, ?> object)) {
                throw new IllegalArgumentException("not an object");
            }
            all.add(new RpcObject(object));
        }
        return all;
    }

    private static BigInteger big(Object value) {
        String text = HexText.of(value);
        if (!text.matches("0x(0|[1-9a-fA-F][0-9a-fA-F]*)") || text.length() > 2 + MAX_BIG_DIGITS) {
            throw new IllegalArgumentException("not a number of up to 256 bits in hexadecimal");
        }
        return new BigInteger(text.substring(2), 16);
    }

    /** The value of a member. */
    @FunctionalInterface
    public interface Reading<T> {

        /** @throws IllegalArgumentException that says what is wrong with the value */
        T of(Object value);
    }

    /** A member that may be missing. What the reading complains of gets its name. */
    public <T> Optional<T> optional(String name, Reading<T> reading) {
        return has(name) ? Optional.of(read(name, reading)) : Optional.empty();
    }

    /** A member that has to be there. */
    public <T> T read(String name, Reading<T> reading) {
        if (!has(name)) {
            throw new IllegalArgumentException("missing required field '" + name + "'");
        }
        try {
            return reading.of(members.get(name));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
