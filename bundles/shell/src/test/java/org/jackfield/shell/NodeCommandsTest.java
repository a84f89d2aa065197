package org.jackfield.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.ReleaseStatistics;
import org.jackfield.api.Swap;
import org.jackfield.api.fake.FakeNode;
import org.jackfield.api.fake.FakePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeCommandsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ENODE = "enode://" + "ab".repeat(64) + "@10.0.0.1:30303?discport=0";

    private final FakeNode node = new FakeNode();
    private final Prompt prompt = new Prompt()
            .add("p2p", new InfoCommand(node, node), "info")
            .add("p2p", new ProtocolsCommand(node), "protocols")
            .add("p2p", new PeersCommand(node, node), "peers", "connect", "disconnect", "trust", "distrust");

    @AfterEach
    void close() {
        prompt.close();
    }

    @Test
    void tellsAboutTheNode() throws Exception {
        node.protocols.add(eth("0.1.0", true, 0, 0, Optional.empty()));
        node.nodeInfo = Map.of("eth", Map.of("network", 1337, "head", "0x01", "config", Map.of("chainId", 1337)));

        assertEquals("""
                client     Jackfield/v0.1.0/test
                enode      enode://%s@127.0.0.1:30303?discport=0
                listening  127.0.0.1:30303
                peers      0 of 50
                protocols  eth/69
                eth        head 0x01, network 1337
                """.formatted("00".repeat(64)), prompt.type("p2p:info"));
        JsonNode json = MAPPER.readTree(prompt.type("p2p:info --json"));
        assertEquals(1337, json.at("/info/eth/config/chainId").asInt());
        assertEquals("eth/69", json.at("/protocols/0").asText());
    }

    @Test
    void listsProtocolsInATable() throws Exception {
        assertEquals("no protocols installed\n", prompt.type("p2p:protocols"));
        Instant then = Instant.now().minusSeconds(3_630);
        node.protocols.add(new RegisteredProtocol(
                new Capability("echo", 1),
                2,
                "echo",
                "1.0.0",
                9,
                0,
                false,
                0.1,
                0,
                0,
                Optional.empty(),
                new ReleaseStatistics(12, Duration.ofMinutes(3), 100, 99, 2, 3, Duration.ofNanos(1_500_000))));
        node.protocols.add(eth("0.1.0", true, 12, 0, Optional.of(new Swap(then, 12, Duration.ofMillis(14)))));
        node.protocols.add(eth("0.0.9", false, 0, 3, Optional.empty()));

        assertEquals("""
                PROTOCOL  STATE        SESSIONS  ERRORS  P99      RANK  ID  BUNDLE             RELEASE  LAST SWAP
                echo/1    canary 10 %         0       2  1.50 ms     0   9  echo               1.0.0    -
                eth/69    serving            12       0  -           5  21  org.jackfield.eth  0.1.0    12 in 14 ms, 1h 0m ago
                eth/69    parked 3            0       0  -           5  21  org.jackfield.eth  0.0.9    -
                """, prompt.type("p2p:protocols"));
        JsonNode json = MAPPER.readTree(prompt.type("p2p:protocols --json"));
        assertEquals("serving", json.at("/1/state").asText());
        assertEquals(0.1, json.at("/0/canaryShare").asDouble());
        assertEquals(1.5, json.at("/0/statistics/handlingP99Millis").asDouble());
    }

    private static RegisteredProtocol eth(
            String release, boolean serving, int sessions, int parked, Optional<Swap> lastSwap) {
        return new RegisteredProtocol(
                new Capability("eth", 69),
                18,
                "org.jackfield.eth",
                release,
                21,
                5,
                serving,
                0,
                sessions,
                parked,
                lastSwap,
                ReleaseStatistics.NONE);
    }

    @Test
    void listsPeersInATable() throws Exception {
        assertEquals("no peers\n", prompt.type("p2p:peers"));
        Instant anHourAgo = Instant.now().minusSeconds(3_630);
        node.peers.add(FakePeer.of("0012", "Geth/v1.16.0-stable/linux-amd64/go1.24.0-and-more", true, anHourAgo));
        node.peers.add(FakePeer.of("ab", "Jackfield/v0.1.0", false, anHourAgo));
        node.peerInfo = Map.of("eth", Optional.of(Map.of("version", 69)), "snap", Optional.empty());

        assertEquals("""
                ID        CLIENT                                    ADDRESS         LINK                PROTOCOLS      PING     UP
                00120000  Geth/v1.16.0-stable/linux-amd64/go1.2...  10.0.0.7:40404  in,trusted          eth/69 snap/1  -        1h 0m
                ab000000  Jackfield/v0.1.0                          10.0.0.7:30303  out,pinned,trusted  eth/69 snap/1  1.25 ms  1h 0m
                """, prompt.type("p2p:peers"));
        JsonNode json = MAPPER.readTree(prompt.type("p2p:peers --json"));
        assertEquals(69, json.at("/0/protocols/eth/version").asInt());
        assertEquals("handshake", json.at("/0/protocols/snap").asText());
        assertTrue(prompt.type("p2p:peers | p2p:peers").contains("ab000000"));
    }

    @Test
    void connectsAndSaysToWhom() throws Exception {
        node.connection = CompletableFuture.completedFuture(FakePeer.of("abab", "Geth/v1", false, Instant.EPOCH));

        assertEquals("connected to abab0000 Geth/v1, sharing eth/69 snap/1\n", prompt.type("p2p:connect " + ENODE));
        assertEquals(List.of("connect " + ENODE), node.orders);
    }

    @Test
    void saysWhyItCannotConnect() {
        node.connection = CompletableFuture.failedFuture(
                new DisconnectException(DisconnectReason.TOO_MANY_PEERS, "the other side has closed"));

        assertFails(
                "p2p:connect " + ENODE,
                "cannot connect to 10.0.0.1:30303: too many peers (the other side has closed); "
                        + "p2p:disconnect stops trying");
    }

    @Test
    void disconnectsAndTrustsByTheBeginningOfAnId() throws Exception {
        node.peers.add(FakePeer.of("0012", "a", true, Instant.EPOCH));
        node.peers.add(FakePeer.of("1e23", "b", true, Instant.EPOCH));
        String first = node.peers.get(0).id().toString();
        String second = node.peers.get(1).id().toString();

        // Words that Gogo would take for numbers.
        assertEquals("disconnected from 00120000\n", prompt.type("p2p:disconnect 0012"));
        assertEquals("disconnected from 1e230000\n", prompt.type("p2p:disconnect 1e23"));
        assertEquals("00120000 is trusted\n", prompt.type("p2p:trust " + first));
        assertEquals("1e230000 is no longer trusted\n", prompt.type("p2p:distrust " + second));
        assertEquals(
                List.of("disconnect " + first, "disconnect " + second, "trust " + first, "distrust " + second),
                node.orders);
        node.wasConnected = false;
        assertFails("p2p:disconnect " + ENODE, "abababab is neither connected nor being dialed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p2p:connect | usage: p2p:connect ENODE [--help]",
                "p2p:connect a b | usage: p2p:connect ENODE [--help]",
                "p2p:connect enode://x@y:1 | a node id has 128 hexadecimal digits, got 1",
                "p2p:disconnect null | a peer is named by its enode URL, its id or the beginning of it, got null",
                "p2p:peers --all | unknown option --all; usage: p2p:peers [--json] [--help]",
                "p2p:peers x | usage: p2p:peers [--json] [--help]",
            })
    void refusesWhatItDoesNotUnderstand(String line, String message) {
        assertFails(line, message);
    }

    @Test
    void helps() throws Exception {
        assertEquals("""
                usage: p2p:peers [--json] [--help]
                Lists the connected peers.

                  --json  print JSON
                  --help  print this
                """, prompt.type("p2p:peers --help"));
        assertTrue(prompt.type("p2p:connect --help").startsWith("usage: p2p:connect ENODE [--help]\n"));
    }

    private void assertFails(String line, String message) {
        CommandException failure = assertThrows(CommandException.class, () -> prompt.type(line));
        assertEquals(message, failure.getMessage());
    }
}
