package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.NodeId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** go-ethereum's own handlers of eth, over the chain that they executed, against ours over the same chain. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class GoEthereumTest {

    @TempDir
    static Path folder;

    private static SharedChain chain;
    private static ServedChain served;

    @BeforeAll
    static void start() throws Exception {
        chain = SharedChain.require();
        GoPeer.require();
        served = ServedChain.start(folder);
    }

    @AfterAll
    static void stop() {
        if (served != null) {
            served.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {69, 70, 71, 72})
    void itReadsEveryHeaderAndBodyOfOurs(int version) throws Exception {
        try (ForeignPeer geth = GoPeer.eth(chain, "--versions", Integer.toString(version), "--payloads=false")) {
            dial(geth);

            geth.say("headers 0 1024 0 false");
            assertSame(601, geth);
            geth.say("headers " + served.known().headHash() + " 20 9 true");
            assertSame(20, geth);
            geth.say("bodies 1-600");
            assertEquals(600, geth.await("bodies").path("same").asInt());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {69, 70, 71, 72})
    void itReadsOurReceipts(int version) throws Exception {
        try (ForeignPeer geth = GoPeer.eth(chain, "--versions", Integer.toString(version), "--payloads=false")) {
            dial(geth);

            geth.say("receipts 1-10");
            assertEquals(10, geth.await("receipts").path("same").asInt());
        }
    }

    /** Those of block 11 have more than 10 MiB. */
    @ParameterizedTest
    @ValueSource(ints = {70, 71, 72})
    void itReadsTheReceiptsOfALargeBlockInParts(int version) throws Exception {
        try (ForeignPeer geth = GoPeer.eth(chain, "--versions", Integer.toString(version), "--payloads=false")) {
            dial(geth);

            geth.say("receipts 9-11");
            assertEquals(3, geth.await("receipts").path("same").asInt());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {71, 72})
    void itHearsThatWeHaveNoAccessLists(int version) throws Exception {
        try (ForeignPeer geth = GoPeer.eth(chain, "--versions", Integer.toString(version), "--payloads=false")) {
            dial(geth);

            geth.say("accessLists 598-600");
            assertEquals(3, geth.await("accessLists").path("hashes").size());
        }
    }

    private static void assertSame(int count, ForeignPeer geth) throws Exception {
        JsonNode headers = geth.await("headers");
        assertEquals(count, headers.path("hashes").size());
        assertEquals(count, headers.path("same").asInt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3 0xc101", // GetBlockHeaders without a query
                "3 0xc902c7010280", // a list longer than the message
                "5 0xc301c281ff", // GetBlockBodies with a hash of one byte
                "17 0xc20102", // BlockRangeUpdate of two items
            })
    void weLeaveForAMalformedMessage(String message) throws Exception {
        try (ForeignPeer geth = GoPeer.eth(chain, "--versions", "69", "--payloads=false")) {
            NodeId id = geth.enode().id();
            dial(geth);

            geth.say("send " + message);

            assertEquals(
                    "breach of protocol", geth.await("disconnected").path("why").asText());
            assertEquals(
                    DisconnectReason.PROTOCOL_ERROR,
                    served.node().events().disconnected(id).reason());
        }
    }

    private static void dial(ForeignPeer geth) throws Exception {
        geth.say("dial " + served.node().peers().self());
        geth.await("status");
    }
}
