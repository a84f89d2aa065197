package org.jackfield.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jackfield.api.Capability;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.ReleaseStatistics;
import org.jackfield.api.Swap;
import org.jackfield.api.fake.FakeNode;
import org.jackfield.api.fake.FakePeer;
import org.junit.jupiter.api.Test;

class ModulesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ZEROES = "00".repeat(64);
    // Keccak-256 of 64 zero bytes: the hash of an empty pair in many Merkle trees, such as the deposit contract's.
    private static final String ZERO_HASH = "ad3228b676f7d3cd4284a5443f17f1962b36e491b30a40b2405849e597ba5fb5";
    private static final String ENODE = "enode://" + "ab".repeat(64) + "@10.0.0.1:30303";

    private final FakeNode node = new FakeNode();
    private final MethodTable methods = new MethodTable();
    private final JsonRpc rpc = new JsonRpc(methods);

    ModulesTest() {
        Stream.of(
                        new ModuleList(methods),
                        new AdminModule(node, node),
                        new NetModule(node, node),
                        new Web3Module(node),
                        new ProtocolsModule(node))
                .forEach(module -> methods.add(module, 0));
    }

    @Test
    void describesTheNodeWithGethsNames() throws IOException {
        node.nodeInfo = Map.of("eth", Map.of("network", 1337L, "genesis", "0x01", "head", "0x02"));

        assertEquals(
                json("{'id':'" + ZERO_HASH + "','name':'Jackfield/v0.1.0/test','enode':'enode://" + ZEROES
                        + "@127.0.0.1:30303?discport=0','enr':'','ip':'127.0.0.1',"
                        + "'ports':{'discovery':0,'listener':30303},'listenAddr':'127.0.0.1:30303',"
                        + "'protocols':{'eth':{'network':1337,'genesis':'0x01','head':'0x02'}}}"),
                call("admin_nodeInfo"));
    }

    @Test
    void describesPeersWithGethsNames() throws IOException {
        node.peers.add(new FakePeer(FakeNode.ID, "Geth/v1.16", true, Instant.EPOCH));
        node.peerInfo = Map.of("eth", Optional.of(Map.of("version", 69)), "snap", Optional.empty());

        assertEquals(
                json("[{'enode':'enode://" + ZEROES + "@10.0.0.7:30303?discport=0','id':'" + ZERO_HASH
                        + "','name':'Geth/v1.16','caps':['eth/68','eth/69','snap/1'],"
                        + "'network':{'localAddress':'[0:0:0:0:0:0:0:1]:30303','remoteAddress':'10.0.0.7:40404',"
                        + "'inbound':true,'trusted':true,'static':false},"
                        + "'protocols':{'eth':{'version':69},'snap':'handshake'}}]"),
                call("admin_peers"));
    }

    @Test
    void handsPeersToTheDirectory() throws IOException {
        for (String method : List.of("addPeer", "removePeer", "addTrustedPeer", "removeTrustedPeer")) {
            assertEquals(json("true"), call("admin_" + method, ENODE));
        }

        String id = "ab".repeat(64);
        assertEquals(List.of("connect " + ENODE, "disconnect " + id, "trust " + id, "distrust " + id), node.orders);
    }

    @Test
    void refusesWhatIsNoEnode() throws IOException {
        JsonNode error = answer("admin_addPeer", "enode://00@x:1").get("error");

        assertEquals(-32000, error.get("code").asInt());
        assertEquals(
                "invalid enode: a node id has 128 hexadecimal digits, got 2",
                error.get("message").asText());
        assertEquals(-32602, answer("admin_addPeer").get("error").get("code").asInt());
        assertEquals(List.of(), node.orders);
    }

    @Test
    void tellsTheNetwork() throws IOException {
        assertEquals(json("'0'"), call("net_version"));
        node.nodeInfo = Map.of("eth", Map.of("network", 11155111L));
        assertEquals(json("'11155111'"), call("net_version"));
        assertEquals(json("'0x0'"), call("net_peerCount"));
        for (int i = 0; i < 17; i++) {
            node.peers.add(new FakePeer(FakeNode.ID, "x", true, Instant.EPOCH));
        }
        assertEquals(json("'0x11'"), call("net_peerCount"));
        assertEquals(json("true"), call("net_listening"));
    }

    @Test
    void hashesAndNamesItself() throws IOException {
        assertEquals(json("'Jackfield/v0.1.0/test'"), call("web3_clientVersion"));
        // Keccak-256 of nothing, as in the yellow paper.
        assertEquals(
                json("'0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'"), call("web3_sha3", "0x"));
        assertEquals(-32602, answer("web3_sha3", "00").get("error").get("code").asInt());
    }

    @Test
    void listsModulesAndProtocols() throws IOException {
        Capability eth = new Capability("eth", 69);
        Swap swap = new Swap(Instant.EPOCH, 3, Duration.ofNanos(1_500_000));
        node.protocols.add(new RegisteredProtocol(
                eth,
                18,
                "org.jackfield.eth",
                "0.1.0",
                21,
                5,
                true,
                0,
                3,
                0,
                Optional.of(swap),
                new ReleaseStatistics(3, Duration.ofMillis(90_500), 7, 6, 1, 2, Duration.ofNanos(250_000))));
        node.protocols.add(new RegisteredProtocol(
                eth,
                18,
                "org.jackfield.eth",
                "0.0.9",
                21,
                0,
                false,
                0,
                0,
                2,
                Optional.empty(),
                ReleaseStatistics.NONE));

        assertEquals(
                json("{'admin':'1.0','jackfield':'1.0','net':'1.0','rpc':'1.0','web3':'1.0'}"), call("rpc_modules"));
        assertEquals(
                json("[{'capability':'eth/69','state':'serving','messageCount':18,'sessions':3,'parked':0,"
                        + "'ranking':5,'canaryShare':0.0,'bundle':'org.jackfield.eth','bundleVersion':'0.1.0',"
                        + "'bundleId':21,"
                        + "'lastSwap':{'at':'1970-01-01T00:00:00Z','sessions':3,'longestPauseMillis':1.5},"
                        + "'statistics':{'sessions':3,'sessionSeconds':90.5,'received':7,'sent':6,'failures':1,"
                        + "'disconnects':2,'handlingP99Millis':0.25}},"
                        + "{'capability':'eth/69','state':'parked 2','messageCount':18,'sessions':0,'parked':2,"
                        + "'ranking':0,'canaryShare':0.0,'bundle':'org.jackfield.eth','bundleVersion':'0.0.9',"
                        + "'bundleId':21,'lastSwap':null,"
                        + "'statistics':{'sessions':0,'sessionSeconds':0.0,'received':0,'sent':0,'failures':0,"
                        + "'disconnects':0,'handlingP99Millis':0.0}}]"),
                call("jackfield_protocols"));
    }

    private JsonNode call(String method, String... params) throws IOException {
        JsonNode answer = answer(method, params);
        assertEquals(null, answer.get("error"));
        return answer.get("result");
    }

    private JsonNode answer(String method, String... params) throws IOException {
        byte[] request =
                MAPPER.writeValueAsBytes(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params));
        return MAPPER.readTree(rpc.answer(request).orElseThrow());
    }

    private static JsonNode json(String text) throws IOException {
        return MAPPER.readTree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
