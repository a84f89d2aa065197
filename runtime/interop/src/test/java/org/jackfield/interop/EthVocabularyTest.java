package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.jackfield.rlp.RlpReader;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The foreign peers' eth commands among themselves: what of them fails against our node is our doing. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EthVocabularyTest {

    private static final String KEY = "0x" + "11".repeat(32);

    /** Its receipts fill more than one message. */
    private static final String LARGE_BLOCK = "9-13";

    @ParameterizedTest
    @ValueSource(ints = {69, 70, 71, 72})
    void goEthereumNodesExchangeTheChain(int version) throws Exception {
        SharedChain chain = SharedChain.require();
        GoPeer.require();
        try (ForeignPeer serving = goEthereum(chain, version);
                ForeignPeer asking = goEthereum(chain, version)) {
            connect(asking, serving);

            asking.say("headers 600 20 9 true");
            assertSame(20, asking.await("headers"));
            asking.say("bodies 1-600");
            assertSame(600, asking.await("bodies"));
            asking.say("receipts " + (version < 70 ? "1-10" : LARGE_BLOCK));
            JsonNode receipts = asking.await("receipts");
            assertSame(version < 70 ? 10 : 5, receipts);
            assertEquals(version < 70 ? 1 : 2, receipts.path("roundTrips").asInt());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {69, 70, 71, 72})
    void goEthereumNodesExchangeTransactionsOfAllTypes(int version) throws Exception {
        SharedChain chain = SharedChain.require();
        GoPeer.require();
        try (ForeignPeer owner = goEthereum(chain, version);
                ForeignPeer other = goEthereum(chain, version)) {
            connect(other, owner);

            for (int type = 0; type <= 4; type++) {
                owner.say("sign " + type + " " + KEY + " " + type);
                JsonNode signed = owner.await("signed");
                String hash = signed.path("hash").asText();
                owner.say("announce " + hash);
                JsonNode announced = other.await("announced");
                assertEquals(type, announced.path("types").path(0).asInt());
                other.say("fetch " + hash);
                JsonNode fetched = other.await("transactions");
                assertEquals(hash, fetched.path("hashes").path(0).asText());
                assertEquals(announced.path("sizes"), fetched.path("sizes"));
                if (type == 3 && version >= 72) {
                    assertCellsServed(other, signed);
                }
            }
            owner.say("sign 2 " + KEY + " 5");
            String hash = owner.await("signed").path("hash").asText();
            owner.say("broadcast " + hash);
            JsonNode sent = other.await("transactions");
            assertEquals("Transactions", sent.path("message").asText());
            assertEquals(hash, sent.path("hashes").path(0).asText());
        }
    }

    private static void assertCellsServed(ForeignPeer asking, JsonNode signed) throws Exception {
        asking.say("keep " + signed.path("transaction").asText());
        asking.await("kept");
        asking.say("cells 0x05000000000000000000000000000080 "
                + signed.path("hash").asText());
        JsonNode cells = asking.await("cells");
        assertEquals(3, cells.path("counts").path(0).asInt());
        assertSame(1, cells);
    }

    @ParameterizedTest
    @ValueSource(ints = {66, 67, 68})
    void ethereumJsPeersServeBodiesReceiptsAndTransactions(int version) throws Exception {
        SharedChain chain = SharedChain.require();
        EthereumJsPeer.require();
        KnownChain known = chain.known();
        try (ForeignPeer serving = ethereumJs(chain, version);
                ForeignPeer asking = ethereumJs(chain, version)) {
            connect(asking, serving);

            asking.say("send 5 " + EthRequest.forHashes(7, known.headHash()));
            assertEquals(3, onlyItem(asking, 6, 7).readList().count(), "transactions, uncles, withdrawals");
            String block = firstBlockWithTransactions(asking, known);
            asking.say("send 15 " + EthRequest.forHashes(8, block));
            assertTrue(onlyItem(asking, 16, 8).readList().hasNext());
            serving.say("keep 0xc3010203");
            asking.say("send 9 "
                    + EthRequest.forHashes(9, serving.await("kept").path("hash").asText()));
            assertEquals(
                    "c3010203", HexFormat.of().formatHex(onlyItem(asking, 10, 9).readRaw()));
        }
    }

    /** Block 2's header names block 1 as its parent. */
    private static String firstBlockWithTransactions(ForeignPeer asking, KnownChain known) throws Exception {
        asking.say("send 3 0xc60ac402018080");
        byte[] parent = onlyItem(asking, 4, 10).readList().readBytes(32);
        return "0x" + HexFormat.of().formatHex(parent);
    }

    /** The list in the next answer with that code, which must have one item. */
    private static RlpReader onlyItem(ForeignPeer peer, int code, long id) throws Exception {
        JsonNode received = peer.await("received");
        while (received.path("code").asInt() != code) {
            received = peer.await("received");
        }
        byte[] payload =
                HexFormat.of().parseHex(received.path("payload").asText().substring(2));
        RlpReader answer = RlpReader.ofList(payload);
        assertEquals(id, answer.readLong());
        RlpReader items = answer.readList();
        assertEquals(1, items.count());
        return items;
    }

    private static ForeignPeer goEthereum(SharedChain chain, int version) throws Exception {
        return GoPeer.eth(chain, "--versions", Integer.toString(version), "--payloads=false");
    }

    private static ForeignPeer ethereumJs(SharedChain chain, int version) throws Exception {
        return EthereumJsPeer.start(
                chain.known(),
                "--commanded",
                "--eth",
                Integer.toString(version),
                "--blocks",
                chain.blocks().toString(),
                "--receipts",
                ReceiptsFile.PACKED.toString());
    }

    private static void connect(ForeignPeer dialing, ForeignPeer serving) throws Exception {
        dialing.say("dial " + serving.enode());
        dialing.await("status");
        serving.await("status");
    }

    private static void assertSame(int expected, JsonNode event) {
        assertEquals(expected, event.path("same").asInt(), () -> event.toString());
    }
}
