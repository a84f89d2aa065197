package org.jackfield.node.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private static final String PROTOCOLS = """
            [{"capability":"echo/1","state":"standby","bundleVersion":"0.1.0"},
             {"capability":"echo/1","state":"serving","bundleVersion":"0.2.0"}]""";

    private static final String PEER = """
            [{"network":{"localAddress":"%s","remoteAddress":"%s"},
              "protocols":{"echo":{"received":3},"eth":"handshake"}}]""";

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void knowsTheReleaseThatServes() throws Exception {
        assertEquals(Map.of("echo/1", "0.2.0"), snapshot("[]").releases());
    }

    @Test
    void aProtocolSpeaksOnceItsHandshakeIsOver() throws Exception {
        Snapshot node = snapshot(PEER.formatted("a:1", "b:2"));

        assertEquals(Set.of("echo", "eth"), node.speaking());
        assertTrue(node.speaks("echo"));
        assertFalse(node.speaks("eth"));
        assertFalse(node.speaks("shh"));
    }

    @Test
    void bothEndsNameAConnectionAlike() throws Exception {
        assertEquals(
                snapshot(PEER.formatted("a:1", "b:2")).addresses(),
                snapshot(PEER.formatted("b:2", "a:1")).addresses());
        assertEquals("", snapshot("[]").addresses());
    }

    private Snapshot snapshot(String peers) throws Exception {
        return Snapshot.of(json.readTree(PROTOCOLS), json.readTree(peers));
    }
}
