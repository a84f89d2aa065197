package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The foreign peers understand each other: whatever fails in the other tests is our doing. */
@Timeout(300)
class ForeignPeersTest {

    @Test
    void twoGoPeersEchoAndTellWhyTheyPart() throws Exception {
        GoPeer.require();
        try (ForeignPeer serving = GoPeer.serve("--protocols", "aaa/1:200,echo/1:4,echo/2:10,zzz/3:64");
                ForeignPeer dialing = GoPeer.serve("--protocols", "aaa/1:200,echo/2:10,zzz/3:64")) {
            dialing.say("dial " + serving.enode());

            for (int protocol = 0; protocol < 3; protocol++) {
                assertEquals(8, serving.await("verified").path("messages").asInt());
                assertEquals(8, dialing.await("verified").path("messages").asInt());
            }
            dialing.say("drop 4");
            assertEquals(
                    "too many peers", serving.await("disconnected").path("why").asText());
        }
    }

    @Test
    void twoEthereumJsPeersExchangeTheChainAndTellWhyTheyPart() throws Exception {
        EthereumJsPeer.require();
        Optional<SharedChain> chain = SharedChain.find();
        Assumptions.assumeTrue(chain.isPresent(), "there is no chain to serve");
        KnownChain known = chain.get().known();
        try (ForeignPeer serving = EthereumJsPeer.start(
                        known, "--blocks", chain.get().blocks().toString());
                ForeignPeer dialing = EthereumJsPeer.start(known)) {
            dialing.say("dial " + serving.enode());

            JsonNode headers = dialing.await("headers");
            assertEquals(known.headNumber(), headers.path("count").asLong());
            assertEquals(known.headHash(), headers.path("head").asText());
            dialing.say("drop 4");
            JsonNode end = serving.await("disconnected");
            assertEquals(4, end.path("reason").asInt());
            assertTrue(end.path("byRemote").asBoolean());
        }
    }
}
