package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.overlay.HiveSeat;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What bzz/8 and hive/8 say, in the original's bytes. */
class OlderMessagesTest {

    private static final long NETWORK = 3;

    @ParameterizedTest
    @CsvSource({"0, false", "1, true"})
    void writesAndReadsTheOriginalsHandshakes(int number, boolean light) throws Exception {
        byte[] golden = OlderVectors.payload("bzz", number);
        OlderHandshake handshake = OlderHandshake.decode(golden, NETWORK);
        assertEquals(light, handshake.address().services().isLight());
        assertEquals(!light, handshake.address().services().isFull());
        assertTrue(handshake.address().enode().isPresent());
        assertArrayEquals(golden, handshake.encode());
    }

    @Test
    void writesTheGoldenHandshake() {
        String golden = "f83f0803f83aa0" + "11".repeat(32) + "98656e6f64653a2f2f616240312e322e332e343a333033393980";
        assertArrayEquals(Fixtures.bytes(golden), new OlderHandshake(NETWORK, Fixtures.GOLDEN_ADDRESS).encode());
    }

    @ParameterizedTest
    @CsvSource({"14, 3", "7, 3", "-1, 3", "8, 4", "8, 0"})
    void refusesAnotherVersionOrNetwork(long version, long network) {
        RlpWriter writer =
                new RlpWriter().beginList().write(version).write(network).beginList();
        Fixtures.GOLDEN_ADDRESS.writePlace(writer);
        byte[] handshake = writer.endList().write(false).endList().toByteArray();
        DisconnectException end =
                assertThrows(DisconnectException.class, () -> OlderHandshake.decode(handshake, NETWORK));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "c0", "c108", "c20803", "c30803c0", "c40803c080"})
    void refusesAHandshakeOfAnotherForm(String hex) {
        assertThrows(RlpException.class, () -> OlderHandshake.decode(Fixtures.bytes(hex), NETWORK));
    }

    @Test
    void writesAndReadsTheOriginalsPeers() throws Exception {
        for (int number = 0; number < 2; number++) {
            byte[] golden = OlderVectors.payload("hive", number);
            List<SwarmAddress> told = peers(golden);
            assertEquals(number + 1, told.size());
            assertArrayEquals(golden, HiveForm.NESTED.writePeers(told));
        }
    }

    @Test
    void readsTheOriginalsDepths() throws Exception {
        assertEquals(0, SubPeersMessage.decode(OlderVectors.payload("hive", 2)).depth());
        assertEquals(
                255, SubPeersMessage.decode(OlderVectors.payload("hive", 3)).depth());
    }

    @Test
    void passesOverAnAddressThatIsNotValid() throws Exception {
        RlpWriter writer = new RlpWriter().beginList().beginList();
        writer.beginList().write(new byte[31]).write("enode://").endList();
        writer.beginList().write(new byte[32]).write("with space").endList();
        writer.beginList().write(new byte[32]).endList();
        writer.beginList().write(new byte[32]).write("enode://").write(0).endList();
        writer.beginList();
        Fixtures.GOLDEN_ADDRESS.writePlace(writer);
        writer.endList();
        assertEquals(
                List.of(Fixtures.GOLDEN_ADDRESS),
                peers(writer.endList().endList().toByteArray()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "c0", "c180", "c2c180", "c2c0c0", "c1c0 80"})
    void refusesPeersOfAnotherForm(String hex) {
        byte[] message = Fixtures.bytes(hex.replace(" ", ""));
        assertThrows(RlpException.class, () -> peers(message));
    }

    @Test
    void refusesAnEndlessList() throws Exception {
        List<SwarmAddress> most = Collections.nCopies(HiveSeat.MAX_NODES, Fixtures.GOLDEN_ADDRESS);
        assertEquals(most, peers(OlderPeersMessage.encode(most)));
        List<SwarmAddress> endless = Collections.nCopies(HiveSeat.MAX_NODES + 1, Fixtures.GOLDEN_ADDRESS);
        assertThrows(DisconnectException.class, () -> peers(OlderPeersMessage.encode(endless)));
    }

    @Test
    void survivesMalformedInput() throws Exception {
        Malformed.feed(
                input -> OlderHandshake.decode(input, NETWORK),
                List.of(OlderVectors.payload("bzz", 0), OlderVectors.payload("bzz", 1)),
                DisconnectException.class);
        Malformed.feed(
                OlderMessagesTest::peers,
                List.of(OlderVectors.payload("hive", 0), OlderVectors.payload("hive", 1)),
                DisconnectException.class);
    }

    private static List<SwarmAddress> peers(byte[] payload) throws RlpException, DisconnectException {
        List<SwarmAddress> received = new ArrayList<>();
        HiveForm.NESTED.readPeers(payload, received::add);
        return received;
    }
}
