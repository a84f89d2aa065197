package org.jackfield.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Vectors of NIST's examples for FIPS 180 (csrc.nist.gov, "SHA256.pdf"); that of nothing of its SHA256ShortMsg.rsp. */
class Sha256Test {

    @Test
    void hashesNothing() {
        String empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assertEquals(empty, hash());
        assertEquals(empty, hash("", ""));
    }

    @Test
    void hashesOneBlock() {
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", hash("abc"));
    }

    @Test
    void hashesPartsAsOne() {
        assertEquals(
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
                hash("abcdbcdecdefdefgefghfghighij", "hijkijkljklmklmnlmnomnopnopq"));
    }

    private static String hash(String... parts) {
        byte[][] bytes = new byte[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            bytes[i] = parts[i].getBytes(US_ASCII);
        }
        return HexFormat.of().formatHex(Sha256.hash(bytes));
    }
}
