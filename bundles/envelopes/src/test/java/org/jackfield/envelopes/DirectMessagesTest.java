package org.jackfield.envelopes;

import static org.jackfield.envelopes.Room.drain;
import static org.jackfield.envelopes.Room.peer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jackfield.envelopes.EnvelopeMessage.Direct;
import org.junit.jupiter.api.Test;

class DirectMessagesTest {

    private final Room room = new Room();

    @Test
    void areReadOnlyOfTrustedPeers() throws Exception {
        EnvelopeSeat seat = room.join(7);
        Envelope useless = Samples.weak(0.2);
        assertFalse(seat.trusted());
        seat.direct(useless);
        assertTrue(room.relay.trust(peer(7).id()));
        assertTrue(seat.trusted());
        seat.direct(useless);
        assertEquals(List.of("direct 00000007 " + useless.hash()), room.heard);
        assertEquals(0, room.pool.status().envelopes());
    }

    @Test
    void areTrustedOnBothWiresOverAHandOverAndUntilThePeerLeaves() {
        assertFalse(room.relay.trust(peer(1).id()), "not connected");
        EnvelopeSeat whisper = room.join(1);
        room.relay.trust(peer(1).id());
        EnvelopeSeat waku = room.join(peer(1), Wire.WAKU_1, PeerTraits.FULL);
        assertTrue(waku.trusted());
        assertTrue(room.relay
                .rejoin(peer(1), Wire.SHH_6, PeerTraits.FULL, () -> {})
                .trusted());
        whisper.leave();
        waku.leave();
        assertFalse(room.join(1).trusted());
    }

    @Test
    void goOneByOneInWhisperAndTogetherInWaku() {
        Envelope first = Samples.envelope();
        Envelope second = Samples.envelope();
        EnvelopeSeat whisper = room.join(1);
        EnvelopeSeat waku = room.join(peer(2), Wire.WAKU_1, PeerTraits.FULL);
        for (Envelope envelope : List.of(first, second)) {
            assertTrue(room.relay.send(peer(1).id(), envelope));
            assertTrue(room.relay.send(peer(2).id(), envelope));
        }
        assertEquals(List.of(new Direct(List.of(first)), new Direct(List.of(second))), drain(whisper));
        assertEquals(List.of(new Direct(List.of(first, second))), drain(waku));
    }

    @Test
    void goByTheWireThatTellsMore() {
        EnvelopeSeat whisper = room.join(1);
        EnvelopeSeat waku = room.join(peer(1), Wire.WAKU_1, PeerTraits.FULL);
        room.relay.send(peer(1).id(), Samples.envelope());
        assertEquals(List.of(), drain(whisper));
        assertEquals(1, drain(waku).size());
    }

    @Test
    void areSplitIntoPacketsBelowOneMebibyte() {
        EnvelopeSeat waku = room.join(peer(2), Wire.WAKU_1, PeerTraits.FULL);
        for (int i = 0; i < 5; i++) {
            room.relay.send(peer(2).id(), large(400 << 10));
        }
        assertEquals(
                List.of(2, 2, 1),
                drain(waku).stream()
                        .map(message -> ((Direct) message).envelopes().size())
                        .toList());
    }

    @Test
    void areRefusedWhereTooMuchWaits() {
        assertFalse(room.relay.send(peer(1).id(), Samples.envelope()), "not connected");
        EnvelopeSeat seat = room.join(1);
        for (int i = 0; i < 4; i++) {
            assertTrue(room.relay.send(peer(1).id(), large(1 << 19)));
        }
        assertTrue(room.relay.send(peer(1).id(), large(1 << 20)));
        assertFalse(room.relay.send(peer(1).id(), large(2 << 20)));
        assertEquals(5, drain(seat).size());
        for (int i = 0; i < SeatedRelay.MAX_DIRECTS; i++) {
            assertTrue(room.relay.send(peer(1).id(), Samples.envelope()));
        }
        assertFalse(room.relay.send(peer(1).id(), Samples.envelope()));
    }

    private static Envelope large(int bytes) {
        return Samples.envelope(FakeTime.START, 50, Samples.TOPIC, bytes, 0);
    }
}
