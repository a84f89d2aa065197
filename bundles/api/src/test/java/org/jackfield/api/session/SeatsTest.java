package org.jackfield.api.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.NodeId;
import org.jackfield.api.PeerEvent;
import org.junit.jupiter.api.Test;

class SeatsTest {

    private static final NodeId PEER = NodeId.of(filled(1));
    private static final NodeId OTHER = NodeId.of(filled(2));

    private final List<Object> vacated = new ArrayList<>();
    private Instant now = Instant.ofEpochSecond(1000);
    private final Seats<Object> seats = new Seats<>(() -> now, vacated::add);

    @Test
    void givesThePeerItsSeatAgain() {
        Object seat = new Object();

        seats.join(PEER, seat);

        assertEquals(Optional.of(seat), seats.of(PEER));
        assertEquals(Optional.empty(), seats.of(OTHER));
        assertEquals(List.of(seat), seats.all());
    }

    @Test
    void voidsTheSeatOfAFormerSession() {
        Object former = new Object();
        Object next = new Object();
        seats.join(PEER, former);

        seats.join(PEER, next);

        assertEquals(List.of(former), vacated);
        assertEquals(Optional.of(next), seats.of(PEER));
    }

    @Test
    void leavesTheNextSessionsSeatAloneWhenAFormerOneEnds() {
        Object former = new Object();
        Object next = new Object();
        seats.join(PEER, former);
        seats.join(PEER, next);

        seats.leave(former);
        assertEquals(Optional.of(next), seats.of(PEER));

        seats.leave(next);
        assertEquals(List.of(), seats.all());
    }

    @Test
    void vacatesTheSeatOfALinkThatHasEnded() {
        Object seat = new Object();
        Object other = new Object();
        seats.join(PEER, seat);
        seats.join(OTHER, other);

        seats.onEvent(disconnected(now.plusSeconds(1)));

        assertEquals(List.of(seat), vacated);
        assertEquals(List.of(other), seats.all());
    }

    @Test
    void keepsTheSeatOfTheNextLinkWhenTheFormerOnesEndIsToldLate() {
        Object seat = new Object();
        Instant ended = now;
        now = now.plusSeconds(1);
        seats.join(PEER, seat);

        seats.onEvent(disconnected(ended));

        assertEquals(List.of(), vacated);
        assertEquals(Optional.of(seat), seats.of(PEER));
    }

    private static PeerEvent disconnected(Instant at) {
        return new PeerEvent.Disconnected(PEER, at, DisconnectReason.REQUESTED, false, "");
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[NodeId.BYTES];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
