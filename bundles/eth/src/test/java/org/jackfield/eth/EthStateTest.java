package org.jackfield.eth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.SessionState;
import org.jackfield.chain.Hex;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EthStateTest extends OnDevelopmentChain {

    private static final int CASES = 12_000;

    /** As in {@link MessageVectorsTest}. */
    private static final String STATUS_69 =
            "f85945870c72dd9d5e883ea0bd6a252af394d80904c5993b859574bd4669642cea00a116970ec7887db67533c98497c2c34c831d4c0001820258a044e3809c9a3cda717f00aea3a9da336d149612c8d5657fbc0028176ef8d94d2a";

    private static final String STATUS_68 =
            "f854440185010000000fa000000000000000000000000000000000000000000000000000000000deadc0dea000000000000000000000000000000000000000000000000000000000feedbeefc984fc64ec0483118c30";
    private static final String RANGE = "e50382012ca044e3809c9a3cda717f00aea3a9da336d149612c8d5657fbc0028176ef8d94d2a";
    private static final String IGNORED = "c9c50183011170c20801";

    private final EthNetwork network = new EthNetwork(chain, -1);

    @Test
    void versionThreeOfASessionThatAsksAndHasOneSeat() throws Exception {
        SessionState golden = new SessionState(
                3, Hex.bytes("f896" + "0145" + STATUS_69 + RANGE + "c2c180" + "82012c" + "c20180" + IGNORED));
        EthState.Met met = assertInstanceOf(EthState.Met.class, EthState.decode(EthVersion.ETH_69, golden, 7));
        assertEquals(300, met.range().orElseThrow().latest());
        assertEquals(300, met.told());
        assertEquals(new Joined(true, false), met.joined());
        assertEquals(Map.of(1, 70_000L, 8, 1L), met.ignored());
        assertEquals(golden, met.encoded(EthVersion.ETH_69));
        assertTrue(met.head().take(new Answer(0, RlpReader.of(new byte[0]))), "its question is under way");
    }

    @Test
    void versionThreeOfASessionThatKnowsTheHead() throws Exception {
        SessionState golden = new SessionState(
                3, Hex.bytes("f86b" + "0144" + STATUS_68 + "c0" + "c3c00506" + "80" + "c28080" + IGNORED));
        EthState.Met met = assertInstanceOf(EthState.Met.class, EthState.decode(EthVersion.ETH_68, golden, 7));
        assertEquals(Optional.of(new RemoteHead.Found(5, 6)), met.head().found());
        assertEquals(Joined.NONE, met.joined());
        assertEquals(golden, met.encoded(EthVersion.ETH_68));
    }

    @Test
    void versionThreeOfASessionThatWaits() throws Exception {
        SessionState golden = new SessionState(3, Hex.bytes("c88048821387820100"));
        EthState waiting = EthState.decode(EthVersion.ETH_72, golden, 7);
        assertEquals(new EthState.Waiting(Duration.ofMillis(4999), 256), waiting);
        assertEquals(golden, waiting.encoded(EthVersion.ETH_72));
    }

    /** What that release has written. */
    @Test
    void versionTwoHasNoSeatsAndKeepsItsQuestion() throws Exception {
        SessionState asking = new SessionState(2, Hex.bytes("f88f0145" + STATUS_69 + RANGE + "c101" + IGNORED));
        EthState.Met met = assertInstanceOf(EthState.Met.class, EthState.decode(EthVersion.ETH_69, asking, 7));
        assertEquals(Joined.NONE, met.joined());
        assertEquals(7, met.told());
        assertEquals(300, met.range().orElseThrow().latest());
        EthState.Met again = assertInstanceOf(
                EthState.Met.class, EthState.decode(EthVersion.ETH_69, met.encoded(EthVersion.ETH_69), 8));
        assertEquals(7, again.told());
        assertTrue(again.head().take(new Answer(1, RlpReader.of(new byte[0]))), "it was asked with another id");

        SessionState knowing = new SessionState(2, Hex.bytes("f8670144" + STATUS_68 + "c0c3800506" + IGNORED));
        met = assertInstanceOf(EthState.Met.class, EthState.decode(EthVersion.ETH_68, knowing, 7));
        assertEquals(Optional.of(new RemoteHead.Found(5, 6)), met.head().found());

        SessionState waiting = new SessionState(2, Hex.bytes("c58048821387"));
        assertEquals(new EthState.Waiting(Duration.ofMillis(4999), 7), EthState.decode(EthVersion.ETH_72, waiting, 7));
    }

    @Test
    void versionOneDoesNotSayWhichEthIsSpoken() throws Exception {
        SessionState asking = new SessionState(1, Hex.bytes("f88e01" + STATUS_69 + RANGE + "c101" + IGNORED));
        EthState.Met met = assertInstanceOf(EthState.Met.class, EthState.decode(EthVersion.ETH_69, asking, 7));
        assertEquals(300, met.range().orElseThrow().latest());
        assertEquals(
                new EthState.Waiting(Duration.ofMillis(4999), 7),
                EthState.decode(EthVersion.ETH_68, new SessionState(1, Hex.bytes("c480821387")), 7));
    }

    @ParameterizedTest
    @EnumSource
    void statesComeBackAsTheyWere(EthVersion version) throws Exception {
        for (EthState state : states(version)) {
            SessionState encoded = state.encoded(version);
            assertEquals(encoded, EthState.decode(version, encoded, 0).encoded(version));
        }
    }

    @Test
    void aStateOfAnotherEthVersionIsRefused() {
        SessionState left = new EthState.Waiting(Duration.ZERO, 0).encoded(EthVersion.ETH_71);
        DisconnectException end =
                assertThrows(DisconnectException.class, () -> EthState.decode(EthVersion.ETH_72, left, 0));
        assertEquals(DisconnectReason.REQUESTED, end.reason());
        assertTrue(end.getMessage().contains("a session of version 71"), end.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80",
                "c0",
                "c102",
                "c180",
                "c28045",
                "c20245",
                "c4804501c0",
                "c3804501",
                "c480440101",
                "c20145",
                "c80145c0c0c0c0c0c0"
            })
    void whatIsNoStateEndsTheLinkWithoutBlame(String hex) {
        SessionState state = new SessionState(EthState.VERSION, Hex.bytes(hex));
        DisconnectException end =
                assertThrows(DisconnectException.class, () -> EthState.decode(EthVersion.ETH_69, state, 0));
        assertEquals(DisconnectReason.REQUESTED, end.reason());
        assertTrue(end.getMessage().startsWith("eth/69 cannot go on with state v3 ("), end.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void malformedStatesEndTheLinkAndNothingElse(EthVersion version) {
        Random random = new Random(29);
        int refused = 0;
        List<EthState> states = states(version);
        for (int i = 0; i < CASES; i++) {
            byte[] valid =
                    states.get(random.nextInt(states.size())).encoded(version).bytes();
            SessionState spoiled = new SessionState(EthState.VERSION, Malformed.spoil(valid, random));
            try {
                assertEquals(spoiled, EthState.decode(version, spoiled, 0).encoded(version));
            } catch (DisconnectException e) {
                assertEquals(DisconnectReason.REQUESTED, e.reason());
                refused++;
            }
        }
        assertTrue(refused > CASES / 2, refused + " of " + CASES + " refused");
    }

    @Test
    void aStateStaysSmallHoweverLongTheHeaderOfTheHead() throws IOException, InterruptedException {
        RemoteHead head = new RemoteHead(chain.head().hash());
        head.question();
        byte[] header = chain.header(256).orElseThrow().encoded();
        assertTrue(head.take(Answer.decode(Answer.encode(0, List.of(header)))));
        EthState.Met met = met(network.status(EthVersion.ETH_69), head);
        assertTrue(met.encoded(EthVersion.ETH_69).bytes().length < 300);
    }

    private List<EthState> states(EthVersion version) {
        Status status = network.status(version);
        RemoteHead asked = new RemoteHead(status.head());
        asked.question();
        return List.of(
                new EthState.Waiting(Duration.ZERO, 0),
                new EthState.Waiting(Duration.ofMillis(4999), 1_000_000),
                met(status, asked),
                met(status, RemoteHead.known(chain.header(256).orElseThrow())));
    }

    static EthState.Met met(Status status) {
        return met(status, new RemoteHead(status.head()));
    }

    private static EthState.Met met(Status status, RemoteHead head) {
        Optional<BlockRange> range = status instanceof Status.Eth69Status
                ? Optional.of(new BlockRange(3, 300, status.head()))
                : Optional.empty();
        TreeMap<Integer, Long> ignored = new TreeMap<>(Map.of(1, 70_000L, 8, 1L));
        return new EthState.Met(status, range, head, 300, new Joined(true, false), ignored);
    }
}
