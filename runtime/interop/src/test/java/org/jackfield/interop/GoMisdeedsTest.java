package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jackfield.itest.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer on go-ethereum's rlpx package breaks the rules of the link, and is closed on; others are served on. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class GoMisdeedsTest {

    private static final String PROTOCOL_ERROR = "0xc102";

    @TempDir
    static Path folder;

    private static TestNode node;

    @BeforeAll
    static void start() throws Exception {
        GoPeer.require();
        node = TestNode.start(folder);
        node.offer(new EchoProtocol("raw/1", 4, false));
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-snappy", "inflated", "foreign-code"})
    void aPeerThatBreaksTheRulesIsToldSo(String deed) throws Exception {
        try (ForeignPeer bystander = bystander();
                ForeignPeer peer = raw(deed)) {
            peer.await("hello");

            assertEquals(
                    PROTOCOL_ERROR, peer.await("disconnect").path("payload").asText());
            assertClosed(peer);
            assertServed();
            assertFalse(bystander.told("closed"));
        }
    }

    /** Whoever sends such frames need not be the peer: there is nothing to tell. */
    @ParameterizedTest
    @ValueSource(strings = {"header-mac", "content", "frame-mac"})
    void aLinkOnWhichSomebodyTampersIsClosed(String deed) throws Exception {
        try (ForeignPeer bystander = bystander();
                ForeignPeer peer = raw(deed)) {
            peer.await("hello");

            assertClosed(peer);
            assertFalse(peer.told("message"));
            assertServed();
            assertFalse(bystander.told("closed"));
        }
    }

    private static ForeignPeer bystander() throws Exception {
        ForeignPeer bystander = raw("nothing");
        bystander.await("hello");
        return bystander;
    }

    @ParameterizedTest
    @ValueSource(strings = {"early", "fat-hello", "endless"})
    void aStrangerThatDoesNotSayHelloProperlyIsClosedOn(String deed) throws Exception {
        try (ForeignPeer stranger = raw(deed)) {
            assertClosed(stranger);
            assertServed();
        }
    }

    @Test
    void anOldPeerIsSpokenToUncompressed() throws Exception {
        assertAnswered(raw("message", "--version", "4"));
    }

    @Test
    void aPeerOfTheFutureIsWelcome() throws Exception {
        assertAnswered(raw("message", "--version", "99", "--extra"));
    }

    private static ForeignPeer raw(String deed, String... more) throws Exception {
        String[] options = new String[more.length + 4];
        options[0] = "--to";
        options[1] = node.peers().self().toString();
        options[2] = "--do";
        options[3] = deed;
        System.arraycopy(more, 0, options, 4, more.length);
        return GoPeer.raw(options);
    }

    /** By us, and not because the peer's patience ended. */
    private static void assertClosed(ForeignPeer peer) throws Exception {
        JsonNode closed = peer.await("closed");
        assertFalse(closed.path("why").asText().contains("timeout"), closed.toString());
    }

    private static void assertServed() throws Exception {
        assertAnswered(raw("message"));
    }

    private static void assertAnswered(ForeignPeer peer) throws Exception {
        try (peer) {
            JsonNode answer = peer.await("message");
            assertEquals(17, answer.path("code").asInt());
            assertEquals(4, answer.path("size").asInt());
            assertTrue(peer.told("hello"));
        }
    }
}
