package org.jackfield.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.envelopes.Bloom;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShhStatusTest {

    /** Computed from go-ethereum v1.8.27, whisper/whisperv6/peer.go: pow 0.2, empty bloom, not light. */
    private static final String DEFAULT_STATUS = "cc06883fc999999999999a8080";

    private static final ShhStatus DEFAULT = new ShhStatus(0.2, Bloom.FULL, false);

    @Test
    void writesAndReadsTheGoldenStatus() throws Exception {
        assertEquals(DEFAULT_STATUS, Hex.text(DEFAULT.encoded()));
        assertEquals(DEFAULT, decode(DEFAULT_STATUS));
    }

    @Test
    void keepsEveryFieldThroughARoundTrip() throws Exception {
        byte[] bits = new byte[Bloom.BYTES];
        bits[63] = 1;
        ShhStatus status = new ShhStatus(1e300, Bloom.of(bits), true);
        assertEquals(status, ShhStatus.decode(status.encoded()));
    }

    @ParameterizedTest
    @CsvSource({
        "c106, 0.0, false, only the version",
        "c20680, 0.0, false, no requirement",
        "ca06883fc999999999999a, 0.2, false, no bloom",
        "cb06883fc999999999999a80, 0.2, false, no flag",
        "cc06883fc999999999999a8001, 0.2, true, light",
        "cc06883fc999999999999a8002, 0.2, false, a flag that is no boolean",
        "cd06883fc999999999999a80c101, 0.2, false, a flag that is a list",
        "c406c0c001, 0.0, false, a requirement that is a list",
        "cd06883fc999999999999a800101, 0.2, true, the confirmations flag of another client",
        "c10601, 0.0, false, something after the list",
    })
    void toleratesWhatGethTolerates(String hex, double pow, boolean light, String what) throws Exception {
        assertEquals(new ShhStatus(pow, Bloom.FULL, light), decode(hex), what);
    }

    @ParameterizedTest
    @CsvSource({
        "c105, another version",
        "ca88ffffffffffffffff80, the largest version",
        "cb06887ff800000000000080, not a number",
        "cb06887ff000000000000080, infinity",
        "cb0688fff000000000000080, minus infinity",
        "cb0688bff000000000000080, below zero",
        "cb06883fc999999999999a01, a light flag where the bloom belongs",
    })
    void refusesAnInvalidValue(String hex, String what) {
        DisconnectException end = assertThrows(DisconnectException.class, () -> decode(hex), what);
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
    }

    @Test
    void refusesAFilterOfAnySizeBut64() {
        for (int size : new int[] {2, 55, 56, 63, 65, 512}) {
            byte[] status = new RlpWriter()
                    .beginList()
                    .write(6)
                    .write(0)
                    .write(new byte[size])
                    .endList()
                    .toByteArray();
            assertThrows(DisconnectException.class, () -> ShhStatus.decode(status), "size " + size);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "06", "80", "c0", "c1c0", "c100", "c206", "ca89010000000000000000", "f90100"})
    void refusesWhatIsNoListWithAVersion(String hex) {
        assertThrows(RlpException.class, () -> decode(hex));
    }

    @Test
    void survivesMalformedInput() {
        ShhStatus light = new ShhStatus(0, Bloom.EMPTY, true);
        Malformed.feed(ShhStatus::decode, List.of(DEFAULT.encoded(), light.encoded()), DisconnectException.class);
    }

    private static ShhStatus decode(String hex) throws Exception {
        return ShhStatus.decode(Hex.bytes(hex));
    }
}
