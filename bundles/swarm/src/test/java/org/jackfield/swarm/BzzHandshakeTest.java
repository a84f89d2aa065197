package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.overlay.Services;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BzzHandshakeTest {

    private static final long NETWORK = 4;

    @Test
    void writesAndReadsTheGoldenHandshake() throws Exception {
        BzzHandshake golden = new BzzHandshake(NETWORK, Fixtures.GOLDEN_ADDRESS);
        assertArrayEquals(Fixtures.GOLDEN_HANDSHAKE, golden.encode());
        assertEquals(golden, BzzHandshake.decode(Fixtures.GOLDEN_HANDSHAKE, NETWORK));
    }

    @ParameterizedTest
    @CsvSource({"13, 4", "15, 4", "0, 4", "-1, 4", "14, 3", "14, 5", "14, -1"})
    void refusesAnotherVersionOrNetwork(long version, long network) {
        assertSubprotocolError(Fixtures.handshake(version, network, Services.FULL.encode()));
    }

    @Test
    void refusesANodeThatIsNeitherLightNorFull() {
        for (Services services : List.of(
                new Services(Map.of()),
                new Services(Map.of(0L, List.of(true, true))),
                new Services(Map.of(1L, List.of(true, true))))) {
            assertSubprotocolError(Fixtures.handshake(14, NETWORK, services.encode()));
        }
    }

    @Test
    void acceptsModulesBesideTheNodesOwn() throws Exception {
        RlpWriter bits = new RlpWriter().beginList().beginList();
        bits.writeRaw(Fixtures.bytes("d280d001018080808080808080808080808080"));
        bits.beginList().write(1).beginList().write(true).endList().endList();
        byte[] services = bits.endList().endList().toByteArray();
        SwarmAddress address = BzzHandshake.decode(Fixtures.handshake(14, NETWORK, services), NETWORK)
                .address();
        assertEquals(List.of(true), address.services().modules().get(1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "c0", "c10e", "c20e04"})
    void refusesAListThatIsTooShort(String hex) {
        assertThrows(RlpException.class, () -> BzzHandshake.decode(Fixtures.bytes(hex), NETWORK));
    }

    @Test
    void refusesASixthItemAndTrailingBytes() {
        RlpWriter six = new RlpWriter().beginList().write(14).write(NETWORK);
        Fixtures.GOLDEN_ADDRESS.write(six);
        assertThrows(
                RlpException.class,
                () -> BzzHandshake.decode(six.write(0).endList().toByteArray(), NETWORK));
        byte[] trailing = Arrays.copyOf(Fixtures.GOLDEN_HANDSHAKE, Fixtures.GOLDEN_HANDSHAKE.length + 1);
        assertThrows(RlpException.class, () -> BzzHandshake.decode(trailing, NETWORK));
    }

    @ParameterizedTest
    @ValueSource(strings = {"enode://a b", "enode://\u001b[2J", "\u0000", "caf\u00e9", "\u007f"})
    void refusesAnUnderlayThatCouldNotBePrinted(String underlay) {
        RlpWriter writer = new RlpWriter().beginList().write(14).write(NETWORK);
        writer.write(Fixtures.overlay(1).bytes()).write(underlay).write(Services.FULL.encode());
        byte[] payload = writer.endList().toByteArray();
        DisconnectException end = assertThrows(DisconnectException.class, () -> BzzHandshake.decode(payload, NETWORK));
        assertEquals(DisconnectReason.PROTOCOL_ERROR, end.reason());
    }

    @Test
    void survivesMalformedInput() {
        byte[] light = Fixtures.handshake(14, NETWORK, Services.LIGHT.encode());
        Malformed.feed(
                input -> BzzHandshake.decode(input, NETWORK),
                List.of(Fixtures.GOLDEN_HANDSHAKE, light),
                DisconnectException.class);
    }

    private static void assertSubprotocolError(byte[] payload) {
        DisconnectException end = assertThrows(DisconnectException.class, () -> BzzHandshake.decode(payload, NETWORK));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
    }
}
