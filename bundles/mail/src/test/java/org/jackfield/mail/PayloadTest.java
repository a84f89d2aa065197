package org.jackfield.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.Topic;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden ones were made by the originals: go-ethereum 1.9.20 and status-go 0.55.1. */
class PayloadTest {

    private static final String WANTED = "00000000000000000000000000000000000000000000000000000000000000000004"
            + "000010000000000000000000000000000000000010000000000000000000";
    private static final String GETH = "5f5e10005f5e1e10";
    private static final String GETH_FILTERED = "5f5e10005f5e1e11" + WANTED;
    private static final String STATUS = "f879845f5e1000845f5e1e10b840" + "ff".repeat(64) + "c584010203040aa4"
            + "ac7e3fe04e507717011b18debbb05ed8614ddcc9c56d5390737850e67fa1bd7c456cc24d01";
    private static final String STATUS_FILTERED = "f850845f5e1000845f5e1e11b840" + WANTED + "c00a8001";

    @Test
    void readsGethsWithoutAFilter() throws Exception {
        Selection read = GethPayload.decode(hex(GETH));

        assertEquals(1_600_000_000, read.from());
        assertEquals(1_600_003_600, read.to());
        assertEquals(Bloom.FULL, read.interest());
        assertEquals(Selection.Order.OLDEST_FIRST, read.order());
        assertArrayEquals(hex(GETH), GethPayload.encode(read.from(), read.to(), read.interest()));
    }

    @Test
    void readsGethsWithAFilter() throws Exception {
        Selection read = GethPayload.decode(hex(GETH_FILTERED));

        assertEquals(Bloom.of(hex(WANTED)), read.interest());
        assertArrayEquals(hex(GETH_FILTERED), GethPayload.encode(read.from(), read.to(), read.interest()));
        assertEquals(
                read.interest(),
                GethPayload.decode(hex(GETH_FILTERED + "00000005")).interest(),
                "what follows is passed over");
    }

    @Test
    void readsStatusWithTopicsLimitAndCursor() throws Exception {
        assertTrue(StatusPayload.is(hex(STATUS)));
        Selection read = StatusPayload.decode(hex(STATUS));

        assertEquals(1_600_000_000, read.from());
        assertEquals(1_600_003_600, read.to());
        assertEquals(Set.of(new Topic(0x01020304)), read.topics());
        assertEquals(10, read.limit());
        assertEquals(ArchiveKey.BYTES, read.cursor().length);
        assertEquals(0xac7e3fe0L, ArchiveKey.sent(read.cursor()));
        assertEquals(Selection.Order.NEWEST_FIRST, read.order());
    }

    @Test
    void readsStatusWithAFilterAlone() throws Exception {
        Selection read = StatusPayload.decode(hex(STATUS_FILTERED));

        assertEquals(Bloom.of(hex(WANTED)), read.interest());
        assertEquals(Set.of(), read.topics());
        assertEquals(0, read.cursor().length);
    }

    @Test
    void readsBackWhatItWrites() throws Exception {
        byte[] cursor = ArchiveKey.last(5);
        List<Topic> topics = List.of(new Topic(1), new Topic(-1));
        Selection read = StatusPayload.decode(StatusPayload.encode(0, Selection.LATEST, topics, 3, cursor));

        assertEquals(0, read.from());
        assertEquals(Selection.LATEST, read.to());
        assertEquals(Set.copyOf(topics), read.topics());
        assertEquals(3, read.limit());
        assertArrayEquals(cursor, read.cursor());
        assertTrue(read.wants(new Topic(1)));
        assertFalse(read.wants(new Topic(2)));
    }

    @ParameterizedTest
    @CsvSource({
        "f84a 845f5e1000 845f5e1e11 b840, '', nothing after the filter",
        "f84b 845f5e1000 845f5e1e11 b840, 0a, a limit where earlier releases had it",
        "f84c 845f5e1000 845f5e1e11 b840, c00a, no cursor",
        "f852 845f5e1000 845f5e1e11 b840, c00a8001c20102, more after the end",
    })
    void readsStatusShorterAndLonger(String head, String tail, String what) throws Exception {
        byte[] head2 = hex(head.replace(" ", ""));
        byte[] payload = hex(HexFormat.of().formatHex(head2) + WANTED + tail);
        payload[1] = (byte) (payload.length - 2);
        Selection read = StatusPayload.decode(payload);

        assertEquals(Bloom.of(hex(WANTED)), read.interest(), what);
        assertEquals(tail.isEmpty() ? 0 : 10, read.limit(), what);
    }

    @ParameterizedTest
    @CsvSource({
        "'', nothing",
        "5f5e10005f5e1e, seven bytes",
        "5f5e10005f5e1e1000, part of a filter",
    })
    void refusesAnotherFormOfGeths(String payload, String what) {
        assertThrows(RequestException.class, () -> GethPayload.decode(hex(payload)), what);
    }

    @ParameterizedTest
    @CsvSource({
        "c0, an empty list",
        "c20102, neither filter nor topics",
        "c401028080, neither filter nor topics",
        "c50102810180, a filter of one byte with a header",
        "c4010205c0, a filter of one byte",
        "c8010280c483010203, a topic of three bytes",
        "c90102 80 c0 850100000000, a limit of five bytes",
        "c601 02 c0 80 80 01, a filter that is a list",
    })
    void refusesAnotherFormOfStatus(String payload, String what) {
        assertThrows(RequestException.class, () -> StatusPayload.decode(hex(payload.replace(" ", ""))), what);
    }

    @Test
    void survivesMalformedInput() {
        Malformed.feed(
                payload -> {
                    try {
                        if (StatusPayload.is(payload)) {
                            StatusPayload.decode(payload);
                        } else {
                            GethPayload.decode(payload);
                        }
                    } catch (RequestException declared) {
                        throw new IOException(declared);
                    }
                },
                List.of(hex(GETH), hex(GETH_FILTERED), hex(STATUS), hex(STATUS_FILTERED)),
                IOException.class);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
