package org.jackfield.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.HistoryEnd;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryEndsTest {

    private static final Hash REQUEST = Hex.hash("5df4be428de455dde2a449452d39b0eed861005721912d9c0f61b5398b152d30");
    private static final Hash LAST = Hex.hash("51712e30d224b032d8b2727ffe7540172990d0b1007a7642ab61b9b57723dd8e");
    private static final byte[] CURSOR =
            Hex.bytes("ac7e3fe04e507717011b18debbb05ed8614ddcc9c56d5390737850e67fa1bd7c456cc24d");

    @ParameterizedTest
    @CsvFileSource(resources = "completions.csv", quoteCharacter = '\'')
    void readsAndWritesWhatStatusGoWrites(String about, String hex) throws Exception {
        HistoryEnd expected = switch (about) {
            case "the last page" -> end(Optional.of(LAST), new byte[0], Optional.empty());
            case "nothing found" -> end(Optional.empty(), new byte[0], Optional.empty());
            case "with a cursor" -> end(Optional.of(LAST), CURSOR, Optional.empty());
            case "an error" -> end(Optional.empty(), new byte[0], Optional.of("query range is invalid"));
            default -> throw new AssertionError(about);
        };
        assertSame(expected, HistoryEnds.decode(Hex.bytes(hex)));
        assertEquals(hex, Hex.text(HistoryEnds.encode(expected)));
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 33, 63})
    void aRequestAloneWillDo(int length) throws Exception {
        byte[] contents = new byte[length];
        contents[31] = 1;
        HistoryEnd end = HistoryEnds.decode(RlpWriter.encode(contents));
        assertEquals(1, end.request().bytes()[31]);
        assertEquals(Optional.empty(), end.last());
        assertEquals(0, end.cursor().length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 101, 1000})
    void refusesAnotherLength(int length) {
        assertThrows(DisconnectException.class, () -> HistoryEnds.decode(RlpWriter.encode(new byte[length])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c0", "c105", "8080"})
    void refusesWhatIsNoString(String hex) {
        assertThrows(RlpException.class, () -> HistoryEnds.decode(Hex.bytes(hex)));
    }

    @Test
    void cutsOffALongStory() throws Exception {
        byte[] story = HistoryEnds.encode(end(Optional.empty(), new byte[0], Optional.of("x".repeat(100_000))));
        assertEquals(512, HistoryEnds.decode(story).error().orElseThrow().length());
    }

    @Test
    void survivesMalformedInput() {
        Malformed.feed(
                HistoryEnds::decode,
                List.of(
                        HistoryEnds.encode(end(Optional.of(LAST), CURSOR, Optional.empty())),
                        HistoryEnds.encode(end(Optional.empty(), new byte[0], Optional.of("no")))),
                DisconnectException.class);
    }

    private static HistoryEnd end(Optional<Hash> last, byte[] cursor, Optional<String> error) {
        return new HistoryEnd(REQUEST, last, cursor, error);
    }

    private static void assertSame(HistoryEnd expected, HistoryEnd actual) {
        assertEquals(expected.request(), actual.request());
        assertEquals(expected.last(), actual.last());
        assertArrayEquals(expected.cursor(), actual.cursor());
        assertEquals(expected.error(), actual.error());
    }
}
