package org.jackfield.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jackfield.api.DisconnectException;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.HistoryRequest;
import org.jackfield.envelopes.Topic;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryRequestsTest {

    private static final long UINT32_MAX = 0xffff_ffffL;
    private static final HistoryRequest.Open OPEN = new HistoryRequest.Open(
            Hash.of(new byte[32]), 1, UINT32_MAX, 10, new byte[36], Bloom.FULL, List.of(new Topic(1)));

    @ParameterizedTest
    @CsvFileSource(resources = "requests.csv", quoteCharacter = '\'')
    void readsAndWritesWhatStatusGoWrites(
            String id, long from, long to, long limit, String cursor, String bloom, String topics, String hex)
            throws Exception {
        HistoryRequest expected = new HistoryRequest.Open(
                Hex.hash(id),
                from,
                to,
                limit,
                Hex.bytes(cursor),
                bloom.isEmpty() ? Bloom.EMPTY : Bloom.of(Hex.bytes(bloom)),
                Hex.words(topics).stream()
                        .map(word -> Topic.of(Hex.bytes(word)))
                        .toList());
        assertEquals(expected, HistoryRequests.decode(Hex.bytes(hex)));
        assertEquals(hex, Hex.text(HistoryRequests.encode(expected)));
    }

    @Test
    void anEnvelopeAloneIsARequestToo() throws Exception {
        HistoryRequest sealed = new HistoryRequest.Sealed(Hex.envelope(Hex.ENVELOPE));
        assertEquals(sealed, HistoryRequests.decode(Hex.bytes(Hex.ENVELOPE)));
        assertArrayEquals(Hex.bytes(Hex.ENVELOPE), HistoryRequests.encode(sealed));
    }

    @Test
    void topicsMayBeLeftOut() throws Exception {
        byte[] withNone = HistoryRequests.encode(new HistoryRequest.Open(
                OPEN.id(), OPEN.from(), OPEN.to(), OPEN.limit(), OPEN.cursor(), OPEN.interest(), List.of()));
        RlpReader items = RlpReader.ofList(withNone);
        RlpWriter shorter = new RlpWriter().beginList();
        for (int i = 0; i < 6; i++) {
            shorter.writeRaw(items.readRaw());
        }
        assertEquals(
                HistoryRequests.decode(withNone),
                HistoryRequests.decode(shorter.endList().toByteArray()));
        byte[] longer = new RlpWriter()
                .beginList()
                .writeRaw(
                        Arrays.copyOfRange(withNone, RlpReader.ofList(withNone).position(), withNone.length))
                .write(0)
                .endList()
                .toByteArray();
        assertThrows(RlpException.class, () -> HistoryRequests.decode(longer));
    }

    @Test
    void keepsEveryFieldThroughARoundTrip() throws Exception {
        assertEquals(OPEN, HistoryRequests.decode(HistoryRequests.encode(OPEN)));
    }

    @ParameterizedTest
    @CsvSource({
        "31, 1, 0, 64, 4, an id too short",
        "32, 4294967296, 0, 64, 4, a time beyond 32 bits",
        "32, 1, 37, 64, 4, a cursor too long",
        "32, 1, 0, 63, 4, a filter too short",
        "32, 1, 0, 64, 3, a topic too short",
    })
    void refusesAnotherForm(int id, long from, int cursor, int bloom, int topic, String what) {
        byte[] payload = new RlpWriter()
                .beginList()
                .write(new byte[id])
                .write(from)
                .write(2)
                .write(3)
                .write(new byte[cursor])
                .write(new byte[bloom])
                .beginList()
                .write(new byte[topic])
                .endList()
                .endList()
                .toByteArray();
        assertThrows(IOException.class, () -> HistoryRequests.decode(payload), what);
    }

    @Test
    void survivesMalformedInput() {
        Malformed.feed(
                HistoryRequests::decode,
                List.of(HistoryRequests.encode(OPEN), Hex.bytes(Hex.ENVELOPE)),
                DisconnectException.class);
    }
}
