package org.jackfield.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jackfield.crypto.Hash;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

    private static final Hash BATCH = Hex.hash("8d945da6f4799ba9e9577e72346eccdb874ff6e84cca43becc295c0bb3016796");

    @ParameterizedTest
    @CsvFileSource(resources = "verdicts.csv", quoteCharacter = '\'')
    void readsAndWritesWhatStatusGoWrites(String batch, String refusals, String hex) throws Exception {
        Verdict expected = new Verdict(
                Hex.hash(batch),
                Arrays.stream(refusals.split(";"))
                        .filter(refusal -> !refusal.isEmpty())
                        .map(VerdictTest::refusal)
                        .toList());
        assertEquals(Optional.of(expected), Verdict.decode(Hex.bytes(hex)));
        assertEquals(hex, Hex.text(expected.encoded()));
    }

    private static Verdict.Refusal refusal(String hashAndText) {
        String[] parts = hashAndText.split(" ", 2);
        return new Verdict.Refusal(Hex.hash(parts[0]), Verdict.Refusal.TIME, parts[1]);
    }

    @Test
    void takesAnyCode() throws Exception {
        Verdict odd =
                new Verdict(BATCH, List.of(new Verdict.Refusal(BATCH, -1, ""), new Verdict.Refusal(BATCH, 0, "x")));
        assertEquals(Optional.of(odd), Verdict.decode(odd.encoded()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c180", "c20205", "c302c0c0"})
    void knowsNothingOfAnotherVersion(String hex) throws Exception {
        assertEquals(Optional.empty(), Verdict.decode(Hex.bytes(hex)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "c0", "c101", "c201c0", "c20180", "c301c180", "c401c2c0c0", "c301c0c0"})
    void refusesAnotherForm(String hex) {
        assertThrows(RlpException.class, () -> Verdict.decode(Hex.bytes(hex)));
    }

    /** As status-go v0.55.1 writes it. */
    @Test
    void theOlderFormIsTheBatchAlone() throws Exception {
        String hex = "a08d945da6f4799ba9e9577e72346eccdb874ff6e84cca43becc295c0bb3016796";
        assertEquals(hex, Hex.text(Verdict.encodeBatch(BATCH)));
        assertEquals(BATCH, Verdict.decodeBatch(Hex.bytes(hex)));
        for (String wrong : List.of("", "80", "c0", hex + "80", "9f" + hex.substring(4))) {
            assertThrows(RlpException.class, () -> Verdict.decodeBatch(Hex.bytes(wrong)));
        }
    }

    @Test
    void survivesMalformedInput() {
        Verdict verdict = new Verdict(BATCH, List.of(new Verdict.Refusal(BATCH, 21, "very old envelope")));
        Malformed.feed(Verdict::decode, List.of(verdict.encoded()));
        Malformed.feed(Verdict::decodeBatch, List.of(Verdict.encodeBatch(BATCH)));
    }
}
