package org.jackfield.chain;

import java.math.BigInteger;

/** Numbers of a genesis file: JSON numbers, or strings in decimal or, with {@code 0x} before, hexadecimal digits. */
final class JsonNumber {

    private JsonNumber() {}

    /**
     * @param name what a complaint calls it
     * @throws IllegalArgumentException unless {@code value} is a whole number of zero or above
     */
    static BigInteger unsigned(String name, Object value) {
        BigInteger number = parse(name, value);
        if (number.signum() < 0 || number.bitLength() > 256) {
            throw new IllegalArgumentException(name + " must be 0 to 2^256 - 1, got " + value);
        }
        return number;
    }

    /** As {@link #unsigned}, of at most 63 bits. */
    static long nonNegative(String name, Object value) {
        BigInteger number = unsigned(name, value);
        if (number.bitLength() > 63) {
            throw new IllegalArgumentException(name + " exceeds 63 bits: " + value);
        }
        return number.longValue();
    }

    private static BigInteger parse(String name, Object value) {
        String text = String.valueOf(value);
        try {
            if (text.startsWith("0x") || text.startsWith("0X")) {
                // geth takes a bare 0x for zero.
                return text.length() == 2 ? BigInteger.ZERO : new BigInteger(text.substring(2), 16);
            }
            return new BigInteger(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a whole number: " + value, e);
        }
    }
}
