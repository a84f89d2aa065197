package org.jackfield.overlay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.jackfield.api.DisconnectException;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden values computed from ethersphere swarm v0.5.8, network/protocol.go. */
class ServicesTest {

    private static final byte[] FULL = Fixtures.bytes("d4d3d280d001018080010180808080808080808001");
    private static final byte[] LIGHT = Fixtures.bytes("d4d3d280d001018080808080808080808080808080");

    @Test
    void writesAndReadsTheGoldenBits() throws Exception {
        assertArrayEquals(FULL, Services.FULL.encode());
        assertArrayEquals(LIGHT, Services.LIGHT.encode());
        assertEquals(Services.FULL, Services.decode(FULL));
        assertEquals(Services.LIGHT, Services.decode(LIGHT));
    }

    @Test
    void keepsModulesItDoesNotKnow() throws Exception {
        Map<Long, List<Boolean>> modules =
                Map.of(0L, List.of(true), 1L, List.of(true, true, false), -1L, List.<Boolean>of());
        Services services = new Services(modules);
        assertEquals(services, Services.decode(services.encode()));
    }

    @Test
    void countsTheFirstOfAModuleNamedTwice() throws Exception {
        assertEquals(new Services(Map.of(0L, List.of(true))), Services.decode(Fixtures.bytes("c9c8c380c101c380c180")));
    }

    @Test
    void isLightOrFullOnlyByExactlyTheirBits() {
        assertTrue(Services.FULL.isFull());
        assertFalse(Services.FULL.isLight());
        assertTrue(Services.LIGHT.isLight());
        Services shorter = new Services(Map.of(0L, List.of(true, true)));
        Services none = new Services(Map.of(1L, List.of(true)));
        for (Services other : List.of(shorter, none)) {
            assertFalse(other.isFull() || other.isLight());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "c0", "c180", "c2c0c0", "c2c180", "c3c2c180", "c5c4c380c102", "c6c5c480c10180"})
    void refusesAnotherForm(String hex) {
        assertThrows(RlpException.class, () -> Services.decode(Fixtures.bytes(hex)));
    }

    @Test
    void survivesMalformedInput() {
        Malformed.feed(Services::decode, List.of(FULL, LIGHT), DisconnectException.class);
    }
}
