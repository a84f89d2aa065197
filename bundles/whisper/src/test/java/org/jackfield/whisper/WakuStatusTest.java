package org.jackfield.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.PeerTraits;
import org.jackfield.envelopes.Topic;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WakuStatusTest {

    private static final Bloom ONE = Bloom.sampleOf(new Topic(0x0ab424ef));
    private static final List<Topic> THREE = List.of(new Topic(0x0ab424ef), new Topic(0xea46bc6b), new Topic(1));
    private static final RateLimits LIMITS = new RateLimits(10, 5, 1);
    private static final OwnTraits OWN = new OwnTraits(0.2, Bloom.FULL, false, WakuTerms.NONE);
    private static final PeerTraits ABSENT = new PeerTraits(0.001, Bloom.FULL, false, false, Optional.empty());

    @ParameterizedTest
    @CsvFileSource(resources = "statuses.csv", quoteCharacter = '\'')
    void readsWhatStatusGoWrites(String about, String hex) throws Exception {
        PeerTraits expected = switch (about) {
            case "pow 2.05" -> new PeerTraits(2.05, Bloom.FULL, false, false, Optional.empty());
            case "pow 0" -> new PeerTraits(0, Bloom.FULL, false, false, Optional.empty());
            case "bloom of topic 1" -> new PeerTraits(0.001, filter(hex), false, false, Optional.empty());
            case "light" -> new PeerTraits(0.001, Bloom.FULL, true, false, Optional.empty());
            case "confirmations" -> new PeerTraits(0.001, Bloom.FULL, false, true, Optional.empty());
            case "three topics" -> new PeerTraits(0.001, Bloom.FULL, false, false, Optional.of(THREE));
            case "no topic" -> new PeerTraits(0.001, Bloom.FULL, false, false, Optional.of(List.of()));
            case "everything" -> new PeerTraits(0.2, filter(hex), false, true, Optional.of(THREE));
            case "full bloom", "not light", "packet limits 10, 5, 1", "byte limits 10, 5, 1", "nothing" -> ABSENT;
            default -> throw new AssertionError(about);
        };
        assertEquals(expected, decode(hex), about);
    }

    /** The only one that those have. */
    private static Bloom filter(String hex) {
        int at = hex.indexOf("b840") + 4;
        return Bloom.of(Hex.bytes(hex.substring(at, at + 2 * Bloom.BYTES)));
    }

    @Test
    void writesWhatStatusGoWrites() {
        assertArrayEquals(Hex.bytes("c3c28080"), WakuStatus.encodeChange(OWN, OWN.withMinWork(0)));
        assertArrayEquals(Hex.bytes("cbca80884000666666666666"), WakuStatus.encodeChange(OWN, OWN.withMinWork(2.05)));
        assertArrayEquals(Hex.bytes("c3c20301"), change(new WakuTerms(true, RateLimits.NONE, RateLimits.NONE)));
        assertArrayEquals(Hex.bytes("c6c504c30a0501"), change(new WakuTerms(false, LIMITS, RateLimits.NONE)));
        assertArrayEquals(Hex.bytes("c6c506c30a0501"), change(new WakuTerms(false, RateLimits.NONE, LIMITS)));
        assertEquals(
                "f845f84301b840" + Hex.text(ONE.bytes()),
                Hex.text(WakuStatus.encodeChange(OWN, OWN.withInterest(ONE))));
        assertArrayEquals(Hex.bytes("c0"), WakuStatus.encodeChange(OWN, OWN.withLight(true)));
    }

    private static byte[] change(WakuTerms terms) {
        return WakuStatus.encodeChange(OWN, new OwnTraits(0.2, Bloom.FULL, false, terms));
    }

    @Test
    void aStatusHasAllThatThereIsWithAscendingKeys() throws Exception {
        OwnTraits own = new OwnTraits(0.2, ONE, true, new WakuTerms(true, LIMITS, new RateLimits(0, 0, 0)));
        byte[] status = WakuStatus.encode(own);
        assertEquals(
                "f862" + "ca80883fc999999999999a" + "f84301b840" + Hex.text(ONE.bytes()) + "c20201" + "c20301"
                        + "c504c30a0501" + "c506c3808080",
                Hex.text(status));
        assertEquals(
                new PeerTraits(0.2, ONE, true, true, Optional.empty()), WakuStatus.decode(status, WakuStatus.DEFAULTS));
    }

    /** Options without the list around them. */
    @ParameterizedTest
    @CsvSource({
        "c20763, 0.001, a key to come",
        "ca80884000666666666666c20763, 2.05, after a known one",
        "c20763ca80884000666666666666, 2.05, before it",
        "c363c0c0ca80884000666666666666, 2.05, with lists for a value",
        "c988ffffffffffffffffca80884000666666666666, 2.05, the largest key",
        "c163ca80884000666666666666, 2.05, without a value",
    })
    void passesOverUnknownKeysWhereverTheyStand(String options, double work, String what) throws Exception {
        byte[] payload = new RlpWriter()
                .beginList()
                .writeRaw(Hex.bytes(options))
                .endList()
                .toByteArray();
        assertEquals(work, WakuStatus.decode(payload, WakuStatus.DEFAULTS).minWork(), what);
    }

    @Test
    void topicsCountBeforeAFilterInEitherOrder() throws Exception {
        String topics = "c705c58400000001";
        String filter = "f84301b840" + Hex.text(ONE.bytes());
        Optional<List<Topic>> one = Optional.of(List.of(new Topic(1)));
        assertEquals(one, decode("f84d" + topics + filter).topics());
        assertEquals(one, decode("f84d" + filter + topics).topics());
    }

    @Test
    void anUpdateChangesWhatItSaysAndNothingElse() throws Exception {
        PeerTraits before = new PeerTraits(3, ONE, true, true, Optional.of(THREE));
        assertEquals(before, WakuStatus.decode(Hex.bytes("c0"), before));
        assertEquals(
                new PeerTraits(2.05, ONE, true, true, Optional.of(THREE)),
                WakuStatus.decode(Hex.bytes("cbca80884000666666666666"), before));
        assertEquals(
                new PeerTraits(3, ONE, true, true, Optional.of(List.of())),
                WakuStatus.decode(Hex.bytes("c3c205c0"), before));
        assertEquals(
                new PeerTraits(3, Bloom.FULL, true, true, Optional.empty()),
                WakuStatus.decode(Hex.bytes("c3c20180"), before),
                "a filter takes the place of topics");
        assertEquals(
                new PeerTraits(3, ONE, false, false, Optional.of(THREE)),
                WakuStatus.decode(Hex.bytes("c6c20280c20380"), before));
    }

    @ParameterizedTest
    @CsvSource({
        "cbca80887ff8000000000000, not a number",
        "cbca80887ff0000000000000, infinity",
        "cbca8088bff0000000000000, below zero",
        "c3c20101, a filter of one byte",
    })
    void refusesAnInvalidValue(String hex, String what) {
        DisconnectException end = assertThrows(DisconnectException.class, () -> decode(hex), what);
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80",
                "c180",
                "c1c0",
                "c2c180",
                "c3c20202",
                "c3c28001c0",
                "c3c20480",
                "c5c404c28080",
                "c7c604c480808080",
                "c6c505c3010203",
                "c4c30501c0",
                "c3c20363",
                "c4c3028080",
                "c0c0"
            })
    void refusesAnotherForm(String hex) {
        assertThrows(RlpException.class, () -> decode(hex));
    }

    @Test
    void takesTenThousandTopicsAndNoMore() throws Exception {
        assertEquals(10_000, decodeTopics(10_000).topics().orElseThrow().size());
        assertThrows(DisconnectException.class, () -> decodeTopics(10_001));
    }

    private static PeerTraits decodeTopics(int count) throws Exception {
        RlpWriter out = new RlpWriter().beginList().beginList().write(5);
        Topics.write(Collections.nCopies(count, new Topic(7)), out);
        return WakuStatus.decode(out.endList().endList().toByteArray(), WakuStatus.DEFAULTS);
    }

    @Test
    void survivesMalformedInput() {
        byte[] all = WakuStatus.encode(new OwnTraits(0.2, ONE, true, new WakuTerms(true, LIMITS, LIMITS)));
        Malformed.feed(
                input -> WakuStatus.decode(input, WakuStatus.DEFAULTS),
                List.of(
                        all,
                        Hex.bytes("d2d105cf840ab424ef84ea46bc6b8400000001"),
                        Hex.bytes("cbca80884000666666666666")),
                DisconnectException.class);
    }

    private static PeerTraits decode(String hex) throws Exception {
        return WakuStatus.decode(Hex.bytes(hex), WakuStatus.DEFAULTS);
    }
}
