package org.jackfield.ethapi;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The members of an object that a caller sent. What is missing where it is needed, or has another form, is complained of with
 * {@link IllegalArgumentException}.
 */
record JsonObject(Map<?, ?> members) {

    private static final int MAX_BIG_DIGITS = 64;

    boolean has(String name) {
        return members.get(name) != null;
    }

    byte[] data(String name) {
        return read(name, value -> Arguments.data(Arguments.text(value)));
    }

    byte[] data(String name, int bytes) {
        return read(name, value -> sized(value, bytes));
    }

    /** 63 bits, as all numbers of a header have here. */
    long quantity(String name) {
        long quantity = unsigned(name);
        if (quantity < 0) {
            throw new IllegalArgumentException(name + ": number above 63 bits");
        }
        return quantity;
    }

    long unsigned(String name) {
        return read(name, Arguments::quantity);
    }

    /** Up to 256 bits. */
    BigInteger big(String name) {
        return read(name, JsonObject::big);
    }

    Optional<Long> optionalQuantity(String name) {
        return has(name) ? Optional.of(quantity(name)) : Optional.empty();
    }

    Optional<List<byte[]>> optionalList(String name) {
        return has(name) ? Optional.of(read(name, JsonObject::dataList)) : Optional.empty();
    }

    Optional<List<JsonObject>> optionalObjects(String name) {
        return has(name) ? Optional.of(read(name, JsonObject::objects)) : Optional.empty();
    }

    /** An array of data of any length. */
    static List<byte[]> dataList(Object value) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException("not an array");
        }
        List<byte[]> all = new ArrayList<>();
        list.forEach(item -> all.add(Arguments.data(Arguments.text(item))));
        return all;
    }

    static List<byte[]> hashes(Object value) {
        List<byte[]> all = dataList(value);
        for (byte[] hash : all) {
            if (hash.length != 32) {
                throw new IllegalArgumentException(hash.length + " bytes, 32 expected");
            }
        }
        return all;
    }

    static byte[] sized(Object value, int bytes) {
        byte[] data = Arguments.data(Arguments.text(value));
        if (data.length != bytes) {
            throw new IllegalArgumentException(data.length + " bytes, " + bytes + " expected");
        }
        return data;
    }

    private static List<JsonObject> objects(Object value) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException("not an array");
        }
        List<JsonObject> all = new ArrayList<>();
        for (Object item : list) {
            if (!(item instanceof Map<?, ?> object)) {
                throw new IllegalArgumentException("not an object");
            }
            all.add(new JsonObject(object));
        }
        return all;
    }

    private static BigInteger big(Object value) {
        String text = Arguments.text(value);
        if (!text.matches("0x(0|[1-9a-fA-F][0-9a-fA-F]*)") || text.length() > 2 + MAX_BIG_DIGITS) {
            throw new IllegalArgumentException("not a number of up to 256 bits in hexadecimal");
        }
        return new BigInteger(text.substring(2), 16);
    }

    private interface Reading<T> {
        T of(Object value);
    }

    private <T> T read(String name, Reading<T> reading) {
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
