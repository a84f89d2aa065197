package org.jackfield.shhapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.messages.LocalMessages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyMethodsTest {

    private static final String PRIVATE = "0xd49dcf37238dc8a7aac57dc61b9fee68f0a97f062968978b9fafa7d1033d03a9";
    private static final String UNKNOWN = "ab".repeat(32);

    @TempDir
    Path folder;

    private LocalMessages messages;
    private Calls calls;

    @BeforeEach
    void open() throws Exception {
        messages = LocalMessages.open(folder);
        calls = new Calls(new KeyMethods(messages.ring()).methods());
    }

    @Test
    void keepsPairs() throws Exception {
        String id = calls.text("newKeyPair");
        String given = calls.text("addPrivateKey", PRIVATE);

        assertTrue(id.matches("[0-9a-f]{64}"), id);
        assertTrue(calls.text("getPublicKey", id).matches("0x04[0-9a-f]{128}"));
        assertTrue(calls.text("getPrivateKey", id).matches("0x[0-9a-f]{64}"));
        assertEquals(PRIVATE, calls.text("getPrivateKey", given));
        assertEquals(true, calls.call("hasKeyPair", id));
        assertEquals(true, calls.call("deleteKeyPair", id));
        assertEquals(false, calls.call("hasKeyPair", id));
        calls.assertRefused("key pair " + id + " not found", "deleteKeyPair", id);
        calls.assertRefused("invalid id", "getPublicKey", id);
        calls.assertRefused("invalid id", "getPrivateKey", UNKNOWN);
    }

    @Test
    void keepsSymmetricKeys() throws Exception {
        String id = calls.text("newSymKey");
        String given = calls.text("addSymKey", PRIVATE);
        String password = calls.text("generateSymKeyFromPassword", "test");

        assertTrue(calls.text("getSymKey", id).matches("0x[0-9a-f]{64}"));
        assertEquals(PRIVATE, calls.text("getSymKey", given));
        assertEquals(
                "0xa82a520aff70f7a989098376e48ec128f25f767085e84d7fb995a9815eebff0a",
                calls.text("getSymKey", password));
        assertEquals(true, calls.call("hasSymKey", id));
        assertEquals(true, calls.call("deleteSymKey", id));
        assertEquals(false, calls.call("deleteSymKey", id));
        assertEquals(false, calls.call("hasSymKey", id));
        calls.assertRefused("non-existent key ID", "getSymKey", id);
    }

    @Test
    void doesNotTakeOneKindForTheOther() throws Exception {
        String pair = calls.text("newKeyPair");
        String symmetric = calls.text("newSymKey");

        assertEquals(false, calls.call("hasSymKey", pair));
        assertEquals(false, calls.call("hasKeyPair", symmetric));
        assertEquals(false, calls.call("deleteSymKey", pair));
        calls.assertRefused("key pair " + symmetric + " not found", "deleteKeyPair", symmetric);
        assertEquals(2, messages.ring().entries().size());
    }

    @Test
    void showsNoKeyThatIsOnlyHeld() throws Exception {
        String held = messages.ring().holdPassword("test");

        assertEquals(false, calls.call("hasSymKey", held));
        assertEquals(false, calls.call("deleteSymKey", held));
    }

    @Test
    void refusesWhatIsNoKey() {
        calls.assertRefused("invalid length, need 256 bits", "addPrivateKey", "0x00");
        calls.assertRefused("wrong key size: 1", "addSymKey", "0x00");
        calls.assertRefused("invalid argument 0: hex string without 0x prefix", "addSymKey", "00");
        calls.assertRefused("invalid argument 0: hex string of odd length", "addSymKey", "0x0");
        calls.assertRefused("missing value for required argument 0", "addSymKey");
        assertEquals(RpcException.INVALID_PARAMS, calls.refusal("newKeyPair", 1).code());
        assertEquals(RpcException.FAILED, calls.refusal("getSymKey", UNKNOWN).code());
    }
}
