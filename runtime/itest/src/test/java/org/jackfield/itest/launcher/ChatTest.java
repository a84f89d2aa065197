package org.jackfield.itest.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.itest.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The chat of the README, typed into the shells of nodes in processes of their own. */
@Timeout(240)
class ChatTest extends LauncherTest {

    private static final String PROMPT = "jackfield> ";
    private static final String SECRET = " --password 'our secret' --topic chat ";

    private Path mailPassword;
    private NodeProcess alice;
    private NodeProcess bob;

    @BeforeEach
    void start() throws Exception {
        mailPassword = Files.writeString(temp.resolve("mail-password"), "mail secret\n");
        alice = startAlice();
        bob = prompting(NodeProcess.start(temp.resolve("bob")));
        type(bob, "p2p:connect " + alice.banner("enode"));
    }

    private NodeProcess startAlice() throws Exception {
        return prompting(NodeProcess.start(temp.resolve("alice"), "--shh.mailserver", mailPassword.toString()));
    }

    private static NodeProcess prompting(NodeProcess node) throws Exception {
        Await.until("the first prompt", () -> node.out().endsWith(PROMPT));
        return node;
    }

    @AfterEach
    void stop() {
        alice.close();
        bob.close();
    }

    @Test
    void twoTalkAndAThirdReadsItLater() throws Exception {
        hear(alice, "shh:listen" + SECRET, bob, "shh:post" + SECRET + "--ttl 10 hello alice", "hello alice");
        hear(bob, "shh:listen" + SECRET, alice, "shh:post" + SECRET + "--ttl 10 'hello, bob'", "hello, bob");
        Await.until("both in the archive", () -> type(alice, "shh:info").contains("mail server  2 envelopes"));

        alice.kill();
        alice = startAlice();
        try (NodeProcess carol = prompting(NodeProcess.start(temp.resolve("carol")))) {
            type(carol, "p2p:connect " + alice.banner("enode"));
            Await.until("the handshakes", () -> shakenHands(carol.call("admin_peers", "")));
            String ask = "shh:history " + alice.banner("enode") + " --from 1h --password 'mail secret'";

            List<String> read = lines(type(carol, ask + " --chat 'our secret'"));
            assertEquals(3, read.size(), read.toString());
            // Within a second the order is that of the hashes.
            assertTrue(read.stream().anyMatch(line -> line.endsWith("hello alice")), read.toString());
            assertTrue(read.stream().anyMatch(line -> line.endsWith("hello, bob")), read.toString());
            assertEquals("2 envelopes came, 2 of them could be opened", read.get(2));

            String other = type(carol, ask + " --topic chat --chat 'another secret'");
            assertTrue(other.contains("2 envelopes came, 0 of them could be opened"), other);
            String open = type(carol, "shh:history " + alice.banner("enode") + " --topic weather");
            assertTrue(open.contains("no envelopes came"), open);
        }
    }

    @Test
    void oneWritesToAnotherAloneAndSigns() throws Exception {
        String aliceKey = newPair(alice);
        String bobKey = newPair(bob);

        String heard = hear(
                alice,
                "shh:listen --pair " + idOf(aliceKey) + " --json",
                bob,
                "shh:post --to " + publicOf(aliceKey) + " --sign " + idOf(bobKey) + " for you alone",
                "for you alone");

        assertTrue(heard.contains("\"signer\":\"" + publicOf(bobKey) + '"'), heard);
        assertTrue(heard.contains("\"recipient\":\"" + publicOf(aliceKey) + '"'), heard);
    }

    @Test
    void keysOutliveTheNode() throws Exception {
        String pair = newPair(bob);
        bob.terminate();
        assertEquals(0, bob.exitStatus());
        bob.close();
        bob = prompting(NodeProcess.start(temp.resolve("bob")));

        assertTrue(type(bob, "shh:keys").contains(pair));
        String shown = type(bob, "shh:keys --show " + idOf(pair));
        assertTrue(Pattern.compile("secret  0x[0-9a-f]{64}").matcher(shown).find());
    }

    /** Has one listen until it hears what another posts; returns what was shown. */
    private static String hear(NodeProcess listener, String listen, NodeProcess poster, String post, String text)
            throws Exception {
        int before = listener.out().length();
        listener.type(listen + '\n');
        String posted = type(poster, post);
        assertTrue(posted.contains("posted 0x"), posted);
        Await.until(text, () -> listener.out().substring(before).contains(text));
        // Any key ends it.
        return type(listener, "");
    }

    /** In both protocols: before that nobody can be asked for anything. */
    private static boolean shakenHands(String peers) {
        return peers.contains("\"shh\":{") && peers.contains("\"waku\":{");
    }

    /** Types a line, and returns what is shown until the next prompt. */
    private static String type(NodeProcess node, String line) throws Exception {
        String before = node.out();
        node.type(line + '\n');
        Await.until("the end of " + line, () -> prompts(node.out()) > prompts(before));
        return node.out().substring(before.lastIndexOf(PROMPT) + PROMPT.length());
    }

    private static int prompts(String out) {
        return out.split(Pattern.quote(PROMPT), -1).length;
    }

    private static List<String> lines(String shown) {
        return shown.replace(PROMPT, "").lines().filter(line -> !line.isBlank()).toList();
    }

    private static String newPair(NodeProcess node) throws Exception {
        Matcher row = Pattern.compile("[0-9a-f]{64}  pair .*").matcher(type(node, "shh:keys --new --pair"));
        assertTrue(row.find());
        return row.group();
    }

    private static String idOf(String row) {
        return row.substring(0, 64);
    }

    private static String publicOf(String row) {
        return row.substring(row.lastIndexOf("0x"));
    }
}
