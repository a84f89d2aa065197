package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.overlay.HiveSeat;
import org.jackfield.overlay.Services;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HiveMessagesTest {

    /** The address of the golden handshake, alone in a list in a list. */
    private static final String GOLDEN_PEERS = "f852f850a0" + "11".repeat(32)
            + "98656e6f64653a2f2f616240312e322e332e343a3330333939"
            + "95d4d3d280d001018080010180808080808080808001";

    @Test
    void writesAndReadsTheGoldenPeers() throws Exception {
        byte[] golden = Fixtures.bytes(GOLDEN_PEERS);
        assertEquals(List.of(Fixtures.GOLDEN_ADDRESS), peers(golden));
        assertArrayEquals(golden, PeersMessage.encode(List.of(Fixtures.GOLDEN_ADDRESS)));
    }

    @Test
    void readsManyPeersInTheirOrder() throws Exception {
        List<SwarmAddress> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            many.add(Fixtures.node(Fixtures.overlay(i)));
        }
        assertEquals(many, peers(PeersMessage.encode(many)));
        assertEquals(List.of(), peers(Fixtures.bytes("c1c0")));
    }

    @Test
    void passesOverAnAddressThatIsNotValid() throws Exception {
        RlpWriter writer = new RlpWriter().beginList().beginList();
        writer.write(new byte[31]).write("enode://").write(Services.FULL.encode());
        writer.write(new byte[32]).write("with space").write(Services.FULL.encode());
        writer.write(new byte[32]).write("x".repeat(513)).write(Services.FULL.encode());
        writer.write(new byte[32]).write("enode://").write(new byte[0]);
        writer.beginList().endList().write("enode://").write(Services.FULL.encode());
        Fixtures.GOLDEN_ADDRESS.write(writer);
        assertEquals(
                List.of(Fixtures.GOLDEN_ADDRESS),
                peers(writer.endList().endList().toByteArray()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "c0", "c180", "c2c0c0", "c3c28080", "c2c180", "c1c080"})
    void refusesPeersOfAnotherForm(String hex) {
        assertThrows(RlpException.class, () -> peers(Fixtures.bytes(hex)));
    }

    @ParameterizedTest
    @CsvSource({"c180, 0", "c101, 1", "c281ff, 255"})
    void writesAndReadsADepth(String hex, int depth) throws Exception {
        assertEquals(new SubPeersMessage(depth), SubPeersMessage.decode(Fixtures.bytes(hex)));
        assertArrayEquals(Fixtures.bytes(hex), new SubPeersMessage(depth).encode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "c0", "c1c0", "c28080", "c100", "c1808080", "c58400000001", "c58480000000"})
    void refusesADepthOfAnotherForm(String hex) {
        assertThrows(RlpException.class, () -> SubPeersMessage.decode(Fixtures.bytes(hex)));
    }

    @Test
    void refusesADepthOfMoreThanEightBits() {
        assertThrows(DisconnectException.class, () -> SubPeersMessage.decode(Fixtures.bytes("c3820100")));
    }

    @Test
    void refusesAnEndlessList() throws Exception {
        List<SwarmAddress> most = Collections.nCopies(HiveSeat.MAX_NODES, Fixtures.GOLDEN_ADDRESS);
        assertEquals(most, peers(PeersMessage.encode(most)));
        List<SwarmAddress> endless = Collections.nCopies(HiveSeat.MAX_NODES + 1, Fixtures.GOLDEN_ADDRESS);
        DisconnectException end = assertThrows(DisconnectException.class, () -> peers(PeersMessage.encode(endless)));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
    }

    @Test
    void survivesMalformedInput() {
        List<SwarmAddress> three = List.of(
                Fixtures.GOLDEN_ADDRESS, Fixtures.node(Fixtures.overlay(2)), Fixtures.node(Fixtures.overlay(3)));
        Malformed.feed(
                HiveMessagesTest::peers,
                List.of(Fixtures.bytes(GOLDEN_PEERS), PeersMessage.encode(three)),
                DisconnectException.class);
        Malformed.feed(
                SubPeersMessage::decode,
                List.of(Fixtures.bytes("c180"), Fixtures.bytes("c281ff")),
                DisconnectException.class);
    }

    private static List<SwarmAddress> peers(byte[] payload) throws RlpException, DisconnectException {
        List<SwarmAddress> received = new ArrayList<>();
        PeersMessage.decode(payload, received::add);
        return received;
    }
}
