package org.jackfield.ethapi;

import java.nio.charset.StandardCharsets;
import org.jackfield.chain.Address;
import org.jackfield.crypto.Keccak256;

/** Addresses in the mixed case that doubles as a checksum (EIP-55): keys of {@code txpool_content}. */
final class ChecksumAddress {

    private ChecksumAddress() {}

    static String of(Address address) {
        String digits = address.toString().substring(2);
        byte[] hash = Keccak256.hash(digits.getBytes(StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder("0x");
        for (int i = 0; i < digits.length(); i++) {
            int nibble = hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf;
            text.append(nibble >= 8 ? Character.toUpperCase(digits.charAt(i)) : digits.charAt(i));
        }
        return text.toString();
    }
}
