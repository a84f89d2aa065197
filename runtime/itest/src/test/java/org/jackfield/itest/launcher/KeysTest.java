package org.jackfield.itest.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jackfield.itest.Await;
import org.junit.jupiter.api.Test;

/** The keys of messages: there after a kill, and nowhere to be read. */
class KeysTest extends LauncherTest {

    private static final String PASSWORD = "correct horse battery staple";
    private static final String SHARED = "what the two of us know";

    @Test
    void staySecretAndOutliveAKill() throws Exception {
        Path password = Files.writeString(temp.resolve("password"), PASSWORD + "\n");
        String pair;
        String privateKey;
        String symmetricKey;
        try (NodeProcess node = start(password)) {
            pair = result(node, "shh_newKeyPair", "");
            privateKey = result(node, "shh_getPrivateKey", quoted(pair));
            String symmetric = result(node, "waku_generateSymKeyFromPassword", quoted(SHARED));
            symmetricKey = result(node, "waku_getSymKey", quoted(symmetric));
            result(
                    node,
                    "shh_post",
                    "{\"symKeyID\":\"" + symmetric + "\",\"sig\":\"" + pair
                            + "\",\"topic\":\"0x01020304\",\"payload\":\"0x01\",\"powTarget\":0.2,\"powTime\":30}");
            // One byte too many: what is refused is no less secret.
            assertTrue(node.call("shh_addPrivateKey", quoted(privateKey + "00")).contains("error"));
            node.kill();
        }
        try (NodeProcess node = start(password)) {
            assertEquals(privateKey, result(node, "shh_getPrivateKey", quoted(pair)));
            node.terminate();
            assertEquals(0, node.exitStatus());
        }
        assertNowhere(
                PASSWORD.getBytes(StandardCharsets.UTF_8),
                SHARED.getBytes(StandardCharsets.UTF_8),
                HexFormat.of().parseHex(privateKey.substring(2)),
                HexFormat.of().parseHex(symmetricKey.substring(2)));
    }

    @Test
    void areNotTouchedByWhoeverDoesNotKnowThePassword() throws Exception {
        Path password = Files.writeString(temp.resolve("password"), PASSWORD);
        try (NodeProcess node = start(password)) {
            result(node, "shh_newSymKey", "");
            node.terminate();
            assertEquals(0, node.exitStatus());
        }
        Path ring = data.resolve("whisper/keys/keyring");
        byte[] before = Files.readAllBytes(ring);
        Files.writeString(password, "something else");

        try (NodeProcess node = runOffline("--no-shell", "--shh.password", password.toString())) {
            assertEquals(2, node.exitStatus(), node.out());
            assertEquals(1, node.err().lines().count(), node.err());
            assertTrue(node.err().contains(ring.toString()), node.err());
            assertTrue(node.err().contains(password.toString()), node.err());
            assertFalse(node.err().contains("something else"), node.err());
        }
        assertArrayEquals(before, Files.readAllBytes(ring));
    }

    private NodeProcess start(Path password) throws Exception {
        NodeProcess node = NodeProcess.start(data, "--no-shell", "--shh.password", password.toString());
        Await.until("shh", () -> node.call("shh_version", "").contains("6.0"));
        return node;
    }

    private static String result(NodeProcess node, String method, String params) throws Exception {
        String answer = node.call(method, params);
        Matcher result = Pattern.compile("\"result\":\"([^\"]*)\"").matcher(answer);
        assertTrue(result.find(), answer);
        return result.group(1);
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    /** As bytes or as digits, in all that the node has written: logs, output, caches, stores. */
    private void assertNowhere(byte[]... secrets) throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.walk(temp)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(temp.resolve("password")))
                    .toList();
        }
        assertTrue(files.contains(data.resolve("logs/jackfield.log")), files.toString());
        for (Path file : files) {
            String contents = Files.readString(file, StandardCharsets.ISO_8859_1);
            for (byte[] secret : secrets) {
                assertFalse(contents.contains(new String(secret, StandardCharsets.ISO_8859_1)), file.toString());
                assertFalse(contents.contains(HexFormat.of().formatHex(secret)), file.toString());
            }
        }
    }
}
