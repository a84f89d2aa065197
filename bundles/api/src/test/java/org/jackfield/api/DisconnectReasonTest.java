package org.jackfield.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DisconnectReasonTest {

    @Test
    void keepsACodeThatNobodyKnows() {
        assertEquals(0x2a, new DisconnectReason(0x2a).code());
        assertEquals("reason 0x2a", new DisconnectReason(0x2a).toString());
    }

    @Test
    void namesTheOnesOfTheSpecification() {
        assertEquals("too many peers", DisconnectReason.TOO_MANY_PEERS.toString());
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, new DisconnectReason(0x10));
    }

    @Test
    void isOneByte() {
        assertThrows(IllegalArgumentException.class, () -> new DisconnectReason(0x100));
        assertThrows(IllegalArgumentException.class, () -> new DisconnectReason(-1));
    }
}
