package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.SessionState;
import org.jackfield.overlay.OpenTopology;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The states that sessions leave. */
class StateTest {

    private static final List<BzzState> BZZ = List.of(
            new BzzState(4, true, Duration.ofMillis(2999), Optional.empty()),
            new BzzState(Long.MAX_VALUE, false, Duration.ZERO, Optional.of(Fixtures.GOLDEN_ADDRESS)));

    private static final List<ConversationState> CONVERSATIONS = List.of(
            new ConversationState.Waiting(Duration.ofMillis(2999), List.of()),
            new ConversationState.Waiting(
                    Duration.ZERO, List.of(Message.empty(0), new Message(HiveSession.SUB_PEERS, new byte[] {1, 2}))),
            new ConversationState.Met(Fixtures.GOLDEN_ADDRESS, new byte[] {7}));

    @Test
    void comeBackAsTheyWere() throws Exception {
        for (BzzState state : BZZ) {
            assertEquals(state, BzzState.decode(state.encoded()));
        }
        for (ConversationState state : CONVERSATIONS) {
            assertEquals(
                    state.encoded(), ConversationState.decode(state.encoded()).encoded());
        }
        ConversationState.Met met = assertInstanceOf(
                ConversationState.Met.class,
                ConversationState.decode(CONVERSATIONS.get(2).encoded()));
        assertEquals(Fixtures.GOLDEN_ADDRESS, met.remote());
        assertArrayEquals(new byte[] {7}, met.own());
    }

    @Test
    void ofOtherVersionsAreRefused() {
        Swarm swarm = new Swarm(4, true, OpenTopology.unopened());
        for (int version = 0; version < 4; version++) {
            assertEquals(version == BzzState.VERSION, new Bzz(swarm).reads(version));
            assertEquals(version == ConversationState.VERSION, new Hive(swarm).reads(version));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "c0", "c104", "c2800100", "c402808080", "c70180808080c0c0", "c50480808080"})
    void thatAreNoneEndTheLinkWithoutBlame(String hex) {
        SessionState state = new SessionState(1, Fixtures.bytes(hex));
        assertRequested(assertThrows(DisconnectException.class, () -> BzzState.decode(state)));
        assertRequested(assertThrows(DisconnectException.class, () -> ConversationState.decode(state)));
    }

    @Test
    void thatAreMalformedEndTheLinkAndNothingElse() {
        Malformed.feed(
                input -> {
                    SessionState state = new SessionState(1, input);
                    try {
                        BzzState.decode(state).encoded();
                    } catch (DisconnectException e) {
                        assertRequested(e);
                    }
                },
                BZZ.stream().map(state -> state.encoded().bytes()).toList(),
                DisconnectException.class);
        Malformed.feed(
                input -> {
                    SessionState state = new SessionState(1, input);
                    try {
                        ConversationState.decode(state).encoded();
                    } catch (DisconnectException e) {
                        assertRequested(e);
                    }
                },
                CONVERSATIONS.stream().map(state -> state.encoded().bytes()).toList(),
                DisconnectException.class);
    }

    private static void assertRequested(DisconnectException end) {
        assertEquals(DisconnectReason.REQUESTED, end.reason());
    }
}
