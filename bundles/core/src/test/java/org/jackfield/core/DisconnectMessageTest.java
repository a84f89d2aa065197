package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import org.jackfield.api.DisconnectReason;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisconnectMessageTest {

    @ParameterizedTest
    @CsvSource({
        // as the specification says, as some send it, and what nobody should
        "c104, 04",
        "c110, 10",
        "c180, 00",
        "c28199, 99",
        "c281ff, ff",
        "c20405, 04",
        "04, 04",
        "10, 10",
        "80, 00",
        "8199, 99",
        "'', 00",
        "c0, 00",
        "c100, 00",
        "00, 00",
        "c3820100, 00",
        "c1c0, 00",
        "ffffffff, 00",
        "c2, 00",
        "c988ffffffffffffffff, 00"
    })
    void readsEveryFormAsAReason(String payload, String reason) {
        assertEquals(
                new DisconnectReason(Integer.parseInt(reason, 16)),
                DisconnectMessage.decode(HexFormat.of().parseHex(payload)));
    }

    @Test
    void writesAListOfOne() {
        assertArrayEquals(HexFormat.of().parseHex("c104"), DisconnectMessage.encode(DisconnectReason.TOO_MANY_PEERS));
        assertArrayEquals(HexFormat.of().parseHex("c180"), DisconnectMessage.encode(DisconnectReason.REQUESTED));
    }

    @Test
    void readsBackEveryReason() {
        for (int code = 0; code <= 0xff; code++) {
            DisconnectReason reason = new DisconnectReason(code);
            assertEquals(reason, DisconnectMessage.decode(DisconnectMessage.encode(reason)));
        }
    }

    @Test
    void raisesNothingWhateverIsSent() {
        Random random = new Random(2);
        byte[] good = DisconnectMessage.encode(DisconnectReason.SUBPROTOCOL_ERROR);
        for (int i = 0; i < 20_000; i++) {
            assertTrue(DisconnectMessage.decode(Malformed.spoil(good, random)).code() >= 0);
        }
    }
}
