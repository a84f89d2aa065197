package org.jackfield.ethapi;

import java.math.BigInteger;

/** Numbers as Ethereum's JSON-RPC writes them: hexadecimal with {@code 0x} before and no leading zeros. */
final class Quantity {

    private Quantity() {}

    /** @param value unsigned */
    static String of(long value) {
        return "0x" + Long.toHexString(value);
    }

    static String of(BigInteger value) {
        return "0x" + value.toString(16);
    }
}
