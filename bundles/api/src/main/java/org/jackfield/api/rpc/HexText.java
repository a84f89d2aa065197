package org.jackfield.api.rpc;

import java.util.HexFormat;

/**
 * Data and numbers as hexadecimal text after {@code 0x}, as go-ethereum's {@code hexutil} has them. What is malformed is refused in its
 * words, by {@link IllegalArgumentException}.
 */
public final class HexText {

    private static final int MAX_DIGITS = 16;

    private HexText() {}

    /** Any string. */
    public static String of(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("hex string without 0x prefix");
    }

    /** Two digits a byte. */
    public static byte[] data(String hex) {
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

    /**
     * The same of a known length.
     *
     * @param type what that is, for the complaint
     */
    public static byte[] data(String hex, int bytes, String type) {
        int length = digits(hex).length();
        if (length != 2 * bytes) {
            throw new IllegalArgumentException(
                    "hex string has length " + length + ", want " + 2 * bytes + " for " + type);
        }
        return data(hex);
    }

    /** A number of up to 64 bits, unsigned, without leading zeros. */
    public static long quantity(Object value) {
        String digits = digits(of(value));
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
