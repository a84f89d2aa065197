package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;

/** With go-ethereum 1.8.27. */
class OlderSwarmExchangeTest extends SwarmExchange {

    OlderSwarmExchangeTest() {
        super(SwarmOriginal.GETH18);
    }

    @Override
    void assertIsOurs(JsonNode handshake) {
        assertEquals(8, handshake.path("version").asInt());
        assertEquals(3, handshake.path("network").asInt());
        assertFalse(handshake.path("light").asBoolean(true));
    }
}
