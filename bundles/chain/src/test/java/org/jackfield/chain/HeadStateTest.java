package org.jackfield.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadStateTest {

    private static final Address RICH = Address.parse("f39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    private static final Address CONTRACT = Address.parse("7dcd17433742f4c0ca53122ab541d0ba67fc27df");
    private static final byte[] CODE_HASH =
            Hex.bytes("0345a365d2f4c5975b9f1599abe0a2ee76b7a3a731bc68781bd04c84e4858f50");

    private static final Map<Address, Account> ACCOUNTS = Map.of(
            RICH,
            Account.plain(7, BigInteger.TEN.pow(24)),
            CONTRACT,
            new Account(1, BigInteger.ZERO, TrieRoot.EMPTY, CODE_HASH));

    private static final String RICH_JSON =
            "{\"balance\":\"1000000000000000000000000\",\"nonce\":7,\"root\":\"" + Hex.text(TrieRoot.EMPTY)
                    + "\",\"codeHash\":\"0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470\",\"address\":\""
                    + RICH + "\",\"key\":\"0x00\"}";
    private static final String CONTRACT_JSON = "{\"balance\":\"0\",\"nonce\":1,\"root\":\"" + Hex.text(TrieRoot.EMPTY)
            + "\",\"codeHash\":\"" + Hex.text(CODE_HASH)
            + "\",\"code\":\"0x3680\",\"storage\":{\"0x00\":\"01\",\"0x01\":\"02\"},\"address\":\"" + CONTRACT + "\"}";
    private static final String ROOT = Hex.text(Account.stateRoot(ACCOUNTS));
    private static final String DUMP = "{\"root\":\"" + ROOT.substring(2) + "\",\"accounts\":{\"" + RICH + "\":"
            + RICH_JSON + ",\"" + CONTRACT + "\":" + CONTRACT_JSON + "}}";

    @Test
    void accountsAreFoundByTheirAddress() throws IOException {
        HeadState state = read(DUMP);
        assertEquals(2, state.size());
        assertEquals(ROOT, Hex.text(state.root()));
        assertEquals(7, state.account(RICH).nonce());
        assertEquals(BigInteger.TEN.pow(24), state.account(RICH).balance());
        assertFalse(state.account(RICH).hasCode());
        assertTrue(state.account(CONTRACT).hasCode());
        assertArrayEquals(CODE_HASH, state.account(CONTRACT).codeHash());
    }

    @Test
    void anUnknownAddressHasNothing() throws IOException {
        Account none = read(DUMP).account(Address.parse("00".repeat(20)));
        assertEquals(0, none.nonce());
        assertEquals(BigInteger.ZERO, none.balance());
    }

    @Test
    void aDumpWithAnAccountALineIsReadToo() throws IOException {
        HeadState state = read("{\"root\":\"" + ROOT + "\"}\n" + RICH_JSON + "\n" + CONTRACT_JSON + "\n");
        assertEquals(2, state.size());
        assertEquals(7, state.account(RICH).nonce());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nonce":7   | nonce":8          | its accounts make up the state root 0x
            nonce":7   | nonce":"x"        | nonce of 0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266 is not a whole number: x
            nonce":7   | nonce":-1         | must be 0 to 2^256 - 1
            nonce":7   | nonce":99999999999999999999 | exceeds 64 bits
            nonce":7   | nonse":7          | is not a whole number: null
            0x0345a3   | 0x45a3            | has 31 bytes, 32 expected
            0x0345a3   | 0xzz45a3          | is not hexadecimal
            "accounts" | "next":"0x12","accounts" | it is only a part of a state: more accounts come from 0x12
            {"root":   | {"roof":          | it has no state root
            "accounts":{ | "accounts":[],"x":{ | accounts is not an object
            }}         | }                 | not JSON
            """)
    void aBadDumpIsRefusedWithTheReason(String part, String instead, String reason) {
        String dump = DUMP.replace(part, instead);
        IOException error = assertThrows(IOException.class, () -> read(dump));
        assertTrue(error.getMessage().contains(reason), error.getMessage());
    }

    @Test
    void anAccountWithoutAddressIsRefused() {
        String dump = DUMP.replace(",\"address\":\"" + RICH + '"', "").replace('"' + RICH.toString(), "\"pre(0x00)");
        IOException error = assertThrows(IOException.class, () -> read(dump));
        assertTrue(error.getMessage().contains("made without preimages"), error.getMessage());
    }

    @Test
    void aMissingFileIsNamed() {
        IOException error = assertThrows(IOException.class, () -> HeadState.load(Path.of("no", "such.json")));
        assertEquals("state file no/such.json: no such file", error.getMessage());
    }

    @Test
    void malformedDumpsRaiseNothingButIoException() {
        byte[] valid = DUMP.getBytes(UTF_8);
        Random random = new Random(8);
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            try {
                HeadState.read(new ByteArrayInputStream(Fuzz.spoiled(valid, random, i)));
            } catch (IOException expected) {
                refused++;
            }
        }
        assertTrue(refused > 5_000, "only " + refused + " refused");
    }

    private static HeadState read(String dump) throws IOException {
        return HeadState.read(new ByteArrayInputStream(dump.getBytes(UTF_8)));
    }
}
