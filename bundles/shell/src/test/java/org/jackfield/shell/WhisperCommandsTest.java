package org.jackfield.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jackfield.api.fake.FakeNode;
import org.jackfield.api.fake.FakePeer;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.EnvelopePool;
import org.jackfield.envelopes.Generation;
import org.jackfield.envelopes.PoolSettings;
import org.jackfield.envelopes.PoolStatus;
import org.jackfield.envelopes.Topic;
import org.jackfield.mail.ArchiveStatus;
import org.jackfield.messages.NewMessage;
import org.jackfield.messages.ReceivedMessage;
import org.jackfield.messages.Recipient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class WhisperCommandsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long SENT = 1_767_268_800;
    private static final String PUBLIC = "0x04" + "00".repeat(64);

    private final FakeRing ring = new FakeRing();
    private final FakeMessenger messenger = new FakeMessenger();
    private final FakeNode node = new FakeNode();
    private PoolSettings settings = new PoolSettings(0.2, Bloom.FULL, false, 1 << 20, Generation.LATER);
    private final Prompt prompt = new Prompt()
            .add("shh", new KeysCommand(ring), "keys")
            .add("shh", new ListenCommand(ring, messenger), "listen")
            .add("shh", new PostCommand(pool(), ring, messenger), "post")
            .add(
                    "shh",
                    new WhisperInfoCommand(
                            pool(),
                            node,
                            node,
                            List.of(() -> new ArchiveStatus(
                                    7, 2_048, 1 << 20, Optional.of(Instant.ofEpochSecond(SENT)), 3, 1))),
                    "info");

    private EnvelopePool pool() {
        return (EnvelopePool) Proxy.newProxyInstance(
                EnvelopePool.class.getClassLoader(), new Class<?>[] {EnvelopePool.class}, (self, method, args) -> {
                    return switch (method.getName()) {
                        case "settings" -> settings;
                        case "status" -> new PoolStatus(2, 1_024, 5, 1, 2, 0);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    @AfterEach
    void close() {
        prompt.close();
    }

    @Test
    void postsForWhoeverKnowsThePassword() throws Exception {
        String shown = prompt.type("shh:post --password 'our secret' --topic chat --ttl 60 hello 'to  you'");

        NewMessage posted = messenger.posted.get(0);
        assertEquals(new Recipient.Holders("held our secret"), posted.recipient());
        assertEquals("hello to  you", new String(posted.payload(), StandardCharsets.UTF_8));
        assertEquals(60, posted.ttl());
        assertEquals(0.2, posted.effort().target());
        assertEquals("posted 0x%s on topic %s, for 60 s\n".formatted("00".repeat(32), posted.topic()), shown);
        assertTrue(ring.held.isEmpty());
    }

    @Test
    void aTopicIsTheBeginningOfTheHashOfItsName() throws Exception {
        prompt.type("shh:post --password x --topic '' hi");
        prompt.type("shh:post --password x --topic 0xC5d24601 hi");

        // Keccak-256 of nothing.
        assertEquals(new Topic(0xc5d24601), messenger.posted.get(0).topic());
        assertEquals(new Topic(0xc5d24601), messenger.posted.get(1).topic());
    }

    @Test
    void postsToAKeyAndSigns() throws Exception {
        String symmetric = ring.newSymmetric();
        String pair = ring.newPair();
        prompt.type("shh:post --key aa --sign bbb --pow 2.5 --json hi");
        JsonNode json = MAPPER.readTree(prompt.type("shh:post --to " + PUBLIC + " --json hi"));

        assertEquals(new Recipient.Holders(symmetric), messenger.posted.get(0).recipient());
        assertEquals(Optional.of(pair), messenger.posted.get(0).signer());
        assertEquals(2.5, messenger.posted.get(0).effort().target());
        assertEquals(65, ((Recipient.Owner) messenger.posted.get(1).recipient()).publicKey().length);
        assertEquals(50, json.get("ttl").asInt());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hi | for whom? Exactly one of --key, --password and --to",
                "--key aa --password x hi | for whom? Exactly one of --key, --password and --to",
                "--key aa hi | no symmetric key's id begins with aa",
                "--key zz hi | a key is named by its id or the beginning of it, got zz",
                "--password '' hi | the password is empty",
                "--to 0x05 hi | a public key is 0x04 and 128 hexadecimal digits, got 0x05",
                "--password x --topic 0x01 hi | a topic is a name, or eight hexadecimal digits after 0x, got 0x01",
                "--password x --ttl 0 hi | --ttl needs seconds, 1 to 999999999, got 0",
                "--password x --ttl 999 hi | a message has at most 10 bytes",
                "--password x --pow -1 hi | --pow needs a number such as 0.2 or 10, got -1",
            })
    void refusesToPostWhatItDoesNotUnderstand(String words, String message) {
        Exception failure = assertThrows(CommandException.class, () -> prompt.type("shh:post " + words));
        assertEquals(message, failure.getMessage());
        assertTrue(ring.held.isEmpty());
    }

    @Test
    void saysThatTheWorkTookTooLong() {
        messenger.sealing = CompletableFuture.failedFuture(new TimeoutException());
        Exception failure = assertThrows(CommandException.class, () -> prompt.type("shh:post --password x hi"));
        assertEquals(
                "the work was not done in time: ask for less of it (--pow), or allow more time (--within)",
                failure.getMessage());
    }

    @Test
    void waitsForWorkThatTakesLong() throws Exception {
        messenger.sealing = new CompletableFuture<>();
        messenger.sealing.completeOnTimeout(Hash.of(new byte[32]), 600, TimeUnit.MILLISECONDS);

        assertTrue(prompt.type("shh:post --password x hi").startsWith("posted 0x"));
    }

    @Test
    void showsMessagesUntilTheInputEnds() throws Exception {
        byte[] signer = new byte[65];
        signer[1] = 0x7f;
        messenger.waiting.add(text("hello"));
        messenger.waiting.add(
                FakeMessenger.message(SENT + 1, "c5d24601", new byte[] {(byte) 0xff, 0}, Optional.of(signer)));

        List<String> lines = prompt.type("shh:listen --password x --topic 0xc5d24601")
                .lines()
                .toList();

        assertEquals(2, lines.size());
        assertTrue(lines.get(0).endsWith("  0xc5d24601  -         hello"), lines.get(0));
        assertTrue(lines.get(1).endsWith("  0xc5d24601  7f000000  0xff00"), lines.get(1));
        assertTrue(messenger.listeners.isEmpty());
        assertTrue(ring.held.isEmpty());
        prompt.type("shh:listen --password x", new ByteArrayInputStream("q".getBytes()));
    }

    @Test
    void aStrangerMovesNoCursor() {
        MessageLine line = new MessageLine(text("a\u001b[2Jb\r\n\u202ec \u00e9\ud83d\ude00"));

        assertEquals(
                "2026-01-01 12:00:00  0xc5d24601  -         a\\u001b[2Jb\\u000d\\u000a\\u202ec \u00e9\ud83d\ude00",
                line.text(ZoneOffset.UTC));
    }

    @Test
    void listensAsJson() throws Exception {
        messenger.waiting.add(text("hello"));
        messenger.waiting.add(text("more"));
        String id = ring.newPair();

        List<String> lines =
                prompt.type("shh:listen --pair aa --json --count 1").lines().toList();

        assertEquals(1, lines.size());
        JsonNode json = MAPPER.readTree(lines.get(0));
        assertEquals("hello", json.get("text").asText());
        assertEquals("0x68656c6c6f", json.get("payload").asText());
        assertEquals("2026-01-01T12:00:00Z", json.get("sent").asText());
        assertFalse(json.has("signer"));
        assertEquals(64, id.length());
    }

    @Test
    void keepsTheRing() throws Exception {
        assertEquals("no keys\n", prompt.type("shh:keys"));
        prompt.type("shh:keys --new");
        prompt.type("shh:keys --new --pair");
        prompt.type("shh:keys --add 0x" + "11".repeat(32));
        prompt.type("shh:keys --password secret");

        JsonNode list = MAPPER.readTree(prompt.type("shh:keys --json"));
        assertEquals(4, list.size());
        assertEquals("pair", list.at("/1/kind").asText());
        assertEquals(PUBLIC, list.at("/1/publicKey").asText());
        assertEquals("2026-01-01T12:00:00Z", list.at("/0/created").asText());
        assertFalse(prompt.type("shh:keys").contains("1111"), "no secret unless asked");
        assertFalse(list.toString().contains("1111"));

        assertEquals("forgot key " + "b".repeat(64) + "\n", prompt.type("shh:keys --delete b"));
        assertEquals(3, ring.entries().size());
    }

    @Test
    void showsASecretWhenAskedAndWarns() throws Exception {
        ring.addSymmetric(new byte[32]);

        String shown = prompt.type("shh:keys --show a");

        assertTrue(shown.startsWith("WARNING: whoever sees the secret"), shown);
        assertTrue(shown.endsWith("secret  0x" + "00".repeat(32) + "\n"), shown);
        assertEquals(
                "0x" + "00".repeat(32),
                MAPPER.readTree(prompt.type("shh:keys --show a --json"))
                        .get("secret")
                        .asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--new --password x | one of --new, --add, --password, --delete and --show at a time",
                "--pair | --pair goes with --new or --add",
                "--add 11 | a key has 64 hexadecimal digits",
                "--delete 1 | no key's id begins with 1",
            })
    void refusesToChangeTheRing(String words, String message) {
        Exception failure = assertThrows(CommandException.class, () -> prompt.type("shh:keys " + words));
        assertEquals(message, failure.getMessage());
    }

    @Test
    void tellsOfEnvelopesPeersAndMail() throws Exception {
        node.peers.add(FakePeer.of("0012", "Geth/v1.9.20", true, Instant.EPOCH));
        node.peerInfo = Map.of(
                "eth", Optional.of(Map.of()),
                "shh", Optional.of(Map.of("pow", 0.5, "bloom", Bloom.FULL.toString(), "light", true, "envelopes", 9)),
                "waku", Optional.empty());
        settings = settings.withInterest(Bloom.EMPTY.with(new Topic(0x01020300)));

        assertEquals("""
                envelopes    2, 1.0 KiB
                since start  5 accepted, 1 rejected, 2 expired, 0 evicted
                work         at least 0.2, measured the later way
                topics       3 of 512 bits
                light        no
                largest      1.0 MiB
                mail server  7 envelopes, 2.0 KiB of 1.0 MiB, since 2026-01-01T12:00:00Z; 3 requests answered, 1 refused

                ID        CLIENT        WIRE  WORK  TOPICS  LIGHT  ENVELOPES
                00120000  Geth/v1.9.20  shh   0.5   all     true   9
                00120000  Geth/v1.9.20  waku  -     -       -      -
                """, prompt.type("shh:info"));
        JsonNode json = MAPPER.readTree(prompt.type("shh:info --json"));
        assertEquals(2, json.at("/pool/envelopes").asInt());
        assertEquals(0.5, json.at("/peers/0/told/pow").asDouble());
        assertEquals(7, json.at("/mail/0/envelopes").asInt());
    }

    private static ReceivedMessage text(String text) {
        return FakeMessenger.message(SENT, "c5d24601", text.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }
}
