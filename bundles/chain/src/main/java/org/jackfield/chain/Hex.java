package org.jackfield.chain;

import java.util.HexFormat;

/** Bytes as Ethereum's JSON writes them: lower case with {@code 0x} before. */
public final class Hex {

    private Hex() {}

    public static String text(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    /** The first four bytes and an ellipsis: for lines that a person reads. */
    public static String brief(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes, 0, Math.min(4, bytes.length)) + "…";
    }

    /**
     * Reads what {@link #text} writes, {@code 0x} or not, upper or lower case.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static byte[] bytes(String text) {
        String digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
        return HexFormat.of().parseHex(digits);
    }
}
