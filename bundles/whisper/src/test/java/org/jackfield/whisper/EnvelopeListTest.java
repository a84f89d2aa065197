package org.jackfield.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.jackfield.envelopes.Envelope;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeListTest {

    private static final Envelope ONE = Hex.envelope(Hex.ENVELOPE);
    private static final Envelope TWO = Hex.envelope(Hex.OTHER);

    @ParameterizedTest
    @CsvFileSource(resources = "envelopes.csv")
    void carriesStatusGosEnvelopesUnchanged(String hash, String hex) throws Exception {
        byte[] packet = EnvelopeList.encode(List.of(Hex.envelope(hex)));
        assertEquals(hex, Hex.text(packet).substring(Hex.text(packet).length() - hex.length()));
        Envelope read = read(EnvelopeList.open(packet)).get(0);
        assertEquals(Hex.hash(hash), read.hash());
        assertEquals(hex, Hex.text(read.encoded()));
    }

    @Test
    void keepsTheOrder() throws Exception {
        assertEquals(List.of(TWO, ONE, TWO), read(EnvelopeList.open(EnvelopeList.encode(List.of(TWO, ONE, TWO)))));
        assertEquals("c0", Hex.text(EnvelopeList.encode(List.of())));
    }

    @Test
    void aDirectMessageIsOneOrAList() throws Exception {
        assertEquals(List.of(ONE), read(EnvelopeList.openAny(ONE.encoded())));
        assertEquals(List.of(ONE), read(EnvelopeList.openAny(EnvelopeList.encode(List.of(ONE)))));
        assertEquals(List.of(ONE, TWO), read(EnvelopeList.openAny(EnvelopeList.encode(List.of(ONE, TWO)))));
        assertEquals(List.of(), read(EnvelopeList.openAny(EnvelopeList.encode(List.of()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "c180", "c1c0", "c0c0", "d1" + Hex.ENVELOPE + "80", "d0" + Hex.ENVELOPE + "80"})
    void refusesAnotherForm(String hex) {
        assertThrows(RlpException.class, () -> read(EnvelopeList.open(Hex.bytes(hex))));
        assertThrows(RlpException.class, () -> read(EnvelopeList.openAny(Hex.bytes(hex))));
    }

    @Test
    void survivesMalformedInput() {
        List<byte[]> wellFormed = List.of(EnvelopeList.encode(List.of(ONE, TWO)), ONE.encoded());
        Malformed.feed(input -> read(EnvelopeList.open(input)), wellFormed);
        Malformed.feed(input -> read(EnvelopeList.openAny(input)), wellFormed);
    }

    private static List<Envelope> read(RlpReader reader) throws RlpException {
        List<Envelope> envelopes = new ArrayList<>();
        while (reader.hasNext()) {
            envelopes.add(Envelope.read(reader));
        }
        return envelopes;
    }
}
