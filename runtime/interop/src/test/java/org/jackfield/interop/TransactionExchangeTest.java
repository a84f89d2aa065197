package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jackfield.interop.Wallet.Signed;
import org.jackfield.rlp.RlpReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions of every type both ways in every version of eth, read by EthereumJS and go-ethereum as we mean them. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TransactionExchangeTest {

    private static final int BLOB = 3;
    private static final int GET_POOLED_TRANSACTIONS = 0x09;
    private static final int FIRST_WITH_SIZES = 68;
    private static final int FIRST_WITHOUT_BLOBS = 72;
    private static final String ALL_CELLS = "0x" + "ff".repeat(16);
    private static final String THREE_CELLS = "0x05000000000000000000000000000080";

    @TempDir
    static Path folder;

    private static SharedChain chain;
    private static ServedChain served;
    private static NodeRpc rpc;
    private static BlockingQueue<JsonNode> pooled;
    private static Wallet wallet;

    @BeforeAll
    static void start() throws Exception {
        chain = SharedChain.require();
        GoPeer.require();
        served = ServedChain.start(folder, Map.of("eth.versions", "66-72"));
        rpc = new NodeRpc(served.node());
        pooled = rpc.subscribe("newPendingTransactions");
        wallet = Wallet.open(chain);
    }

    @AfterAll
    static void stop() {
        if (wallet != null) {
            wallet.close();
        }
        if (served != null) {
            served.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {66, 67, 68, 69, 70, 71, 72})
    void itReadsOurTransactionsAsWeMeanThem(int version) throws Exception {
        ForeignEth.require(version);
        List<Signed> ours = signed("a" + version % 10, 0, 1, 2, 3, 4);
        for (Signed each : ours) {
            rpc.call("sendRawTransaction", each.encoded());
        }
        try (ForeignPeer peer = ForeignEth.start(chain, version)) {
            dial(peer);

            assertAnnounced(version, ours, peer);
            peer.say("fetch " + hashes(ours));
            JsonNode fetched = peer.await("transactions");
            assertEquals("PooledTransactions", fetched.path("message").asText());
            assertSameContents(version, ours, fetched);
            Signed late = wallet.sign(2, "a" + version % 10, 5);
            rpc.call("sendRawTransaction", late.encoded());
            JsonNode sent = peer.await("transactions");
            assertEquals("Transactions", sent.path("message").asText());
            assertSameContents(version, List.of(late), sent);
            if (version >= FIRST_WITHOUT_BLOBS) {
                assertCellsServed(peer, ours.get(BLOB));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {66, 67, 68, 69, 70, 71, 72})
    void weReadItsTransactionsAsItMeansThem(int version) throws Exception {
        ForeignEth.require(version);
        List<Signed> announced = signed("b" + version % 10, 0, 1, 2, 3, 4);
        List<Signed> sent = signed("c" + version % 10, 0, 1, 2, 4);
        try (ForeignPeer peer = ForeignEth.start(chain, version)) {
            dial(peer);
            for (Signed each :
                    List.of(announced, sent).stream().flatMap(List::stream).toList()) {
                peer.say("keep " + each.encoded());
                assertEquals(each.hash(), peer.await("kept").path("hash").asText());
            }
            pooled.clear();

            peer.say("announce " + hashes(announced));
            assertPooled(announced);
            assertEquals(all(announced), requested(peer, announced.size()));
            peer.say("broadcast " + hashes(sent));
            assertPooled(sent);
            if (version >= FIRST_WITHOUT_BLOBS) {
                assertCellsServed(peer, announced.get(BLOB));
            }
            assertFalse(peer.told("disconnected"));
        }
    }

    /** With nonces from 0 on. */
    private static List<Signed> signed(String account, int... types) throws Exception {
        List<Signed> signed = new ArrayList<>();
        for (int type : types) {
            signed.add(wallet.sign(type, account, signed.size()));
        }
        return signed;
    }

    /** One message names several, besides those of other tests. */
    private static void assertAnnounced(int version, List<Signed> expected, ForeignPeer peer) throws Exception {
        Set<String> missing = new HashSet<>(all(expected));
        while (!missing.isEmpty()) {
            JsonNode announced = peer.await("announced");
            for (Signed each : expected) {
                int index = index(announced.path("hashes"), each.hash());
                if (index >= 0) {
                    assertTrue(missing.remove(each.hash()), () -> each.hash() + " twice");
                    assertDescribed(version, each, announced, index);
                }
            }
        }
    }

    private static void assertDescribed(int version, Signed expected, JsonNode announced, int index) {
        if (version < FIRST_WITH_SIZES) {
            assertFalse(announced.has("types"));
            return;
        }
        boolean slim = version >= FIRST_WITHOUT_BLOBS;
        assertEquals(expected.type(), announced.path("types").path(index).asInt());
        assertEquals(
                slim ? expected.slimSize() : expected.size(),
                announced.path("sizes").path(index).asLong());
        if (slim && expected.type() == BLOB) {
            assertEquals(ALL_CELLS, announced.path("mask").asText());
        }
    }

    private static void assertSameContents(int version, List<Signed> expected, JsonNode event) throws Exception {
        JsonNode contents = event.path("contents");
        assertEquals(expected.size(), contents.size());
        for (int i = 0; i < contents.size(); i++) {
            Signed each = expected.get(i);
            TransactionContent.assertSame(contents.path(i), rpc.call("getTransactionByHash", each.hash()));
            if (each.type() == BLOB) {
                assertEquals(1, contents.path(i).path("commitments").asInt());
                assertEquals(
                        version < FIRST_WITHOUT_BLOBS ? 1 : 0,
                        contents.path(i).path("blobs").asInt());
                assertTrue(contents.path(i).path("proven").asBoolean(true));
            }
        }
    }

    /** Waits until all are in our pool. */
    private static void assertPooled(List<Signed> expected) throws Exception {
        Set<String> missing = new HashSet<>(all(expected));
        while (!missing.isEmpty()) {
            JsonNode hash = pooled.poll(ForeignPeer.DEADLINE.toSeconds(), TimeUnit.SECONDS);
            assertTrue(hash != null, () -> "not pooled: " + missing);
            missing.remove(hash.asText());
        }
        for (Signed each : expected) {
            TransactionContent.assertSame(each.content(), rpc.call("getTransactionByHash", each.hash()));
        }
    }

    /** What our GetPooledTransactions asked for, each once. */
    private static Set<String> requested(ForeignPeer peer, int count) throws Exception {
        List<String> hashes = new ArrayList<>();
        while (hashes.size() < count) {
            String payload = peer.await("received", event -> event.path("code").asInt() == GET_POOLED_TRANSACTIONS)
                    .path("payload")
                    .asText();
            RlpReader request = RlpReader.ofList(HexFormat.of().parseHex(payload.substring(2)));
            request.readLong();
            for (RlpReader list = request.readList(); list.hasNext(); ) {
                hashes.add("0x" + HexFormat.of().formatHex(list.readBytes(32)));
            }
        }
        assertEquals(count, hashes.size());
        return Set.copyOf(hashes);
    }

    /** It compares them with those of the blob, which it has. */
    private static void assertCellsServed(ForeignPeer peer, Signed blob) throws Exception {
        peer.say("keep " + blob.encoded());
        peer.await("kept");
        peer.say("cells " + THREE_CELLS + ' ' + blob.hash());
        JsonNode cells = peer.await("cells");
        assertEquals(THREE_CELLS, cells.path("mask").asText());
        assertEquals(3, cells.path("counts").path(0).asInt());
        assertEquals(1, cells.path("same").asInt());
    }

    private static void dial(ForeignPeer peer) throws Exception {
        peer.say("dial " + served.node().peers().self());
        peer.await("status");
    }

    private static int index(JsonNode hashes, String hash) {
        return StreamSupport.stream(hashes.spliterator(), false)
                .map(JsonNode::asText)
                .toList()
                .indexOf(hash);
    }

    private static String hashes(List<Signed> transactions) {
        return transactions.stream().map(Signed::hash).collect(Collectors.joining(","));
    }

    private static Set<String> all(List<Signed> transactions) {
        return transactions.stream().map(Signed::hash).collect(Collectors.toSet());
    }
}
