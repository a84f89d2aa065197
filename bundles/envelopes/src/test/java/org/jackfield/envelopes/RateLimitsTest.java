package org.jackfield.envelopes;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.NodeId;
import org.jackfield.envelopes.RateLimits.Rates;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final int KIB = 1 << 10;

    private final FakeTime time = new FakeTime();

    @Test
    void letAPeerGiveAwayItsPoolWhenItConnects() throws Exception {
        RateLimits limits = new RateLimits(Room.RATES, time);
        limits.arrived(peer(1), address(1), 16 << 20);
        for (int i = 0; i < 16; i++) {
            limits.arrived(peer(2), address(1), 1 << 20);
        }
        assertEquals(0, time.millis());
    }

    @Test
    void neverEndWhoSendsABitInEachCycle() throws Exception {
        RateLimits limits = new RateLimits(Room.RATES, time);
        for (int i = 0; i < 20_000; i++) {
            limits.arrived(peer(1), address(1), 300 * KIB);
            time.pass(300);
        }
    }

    @Test
    void endWhoSendsTwiceTheBytesForTheTimeOfABurst() {
        RateLimits limits = new RateLimits(new Rates(0, KIB, 0, 0, 10), time);
        assertEquals(10, secondsUntilTheEnd(limits, 1, 2 * KIB));
    }

    @Test
    void endWhoSendsTwiceThePacketsForTheTimeOfABurst() {
        RateLimits limits = new RateLimits(new Rates(4, 0, 0, 0, 10), time);
        assertEquals(9, secondsUntilTheEnd(limits, 8, 0));
    }

    @Test
    void areCommonToThePeersOfAnAddress() {
        RateLimits limits = new RateLimits(new Rates(0, 0, 3, 0, 1), time);
        for (int i = 0; i < 3; i++) {
            NodeId peer = peer(i);
            assertDoesNotThrow(() -> limits.arrived(peer, address(1), 1));
        }
        assertThrows(DisconnectException.class, () -> limits.arrived(peer(4), address(1), 1));
        assertDoesNotThrow(() -> limits.arrived(peer(4), address(2), 1));
    }

    @Test
    void letOnePacketPassThatIsLargerThanABurst() {
        RateLimits limits = new RateLimits(new Rates(0, 10, 0, 0, 10), time);
        assertDoesNotThrow(() -> limits.arrived(peer(1), address(1), 1000));
        assertThrows(DisconnectException.class, () -> limits.arrived(peer(1), address(1), 1));
        time.pass(10_100);
        assertDoesNotThrow(() -> limits.arrived(peer(1), address(1), 1), "what is owed is bounded too");
    }

    @Test
    void rememberWhoHasUsedThemUpUntilTheyAreThereAgain() {
        RateLimits limits = new RateLimits(new Rates(1, 0, 0, 0, 10), time);
        for (int i = 0; i < 10; i++) {
            assertDoesNotThrow(() -> limits.arrived(peer(1), address(1), 1));
        }
        limits.sweep();
        assertThrows(DisconnectException.class, () -> limits.arrived(peer(1), address(1), 1));
        time.pass(60_000);
        limits.sweep();
        assertEquals(0, limits.size());
        assertDoesNotThrow(() -> limits.arrived(peer(1), address(1), 1));
    }

    @Test
    void areNoneWhereTheyAreZero() throws Exception {
        RateLimits limits = new RateLimits(new Rates(0, 0, 0, 0, 1), time);
        for (int i = 0; i < 10_000; i++) {
            limits.arrived(peer(1), address(1), 1 << 24);
        }
        limits.sweep();
        assertEquals(0, limits.size());
    }

    @Test
    void holdForASeatUnlessItsPeerIsTrusted() throws Exception {
        Room room = new Room();
        EnvelopeSeat seat = room.join(1);
        DisconnectException end = assertThrows(DisconnectException.class, () -> flood(seat));
        assertTrue(end.getMessage().startsWith("more packets"), end.getMessage());
        room.relay.trust(Room.peer(1).id());
        flood(seat);
    }

    private static void flood(EnvelopeSeat seat) throws DisconnectException {
        for (int i = 0; i < 10_000; i++) {
            seat.arrived(100);
        }
    }

    private int secondsUntilTheEnd(RateLimits limits, int packets, int bytes) {
        for (int second = 0; second < 100; second++) {
            try {
                for (int i = 0; i < packets; i++) {
                    limits.arrived(peer(1), address(1), bytes);
                }
            } catch (DisconnectException e) {
                return second;
            }
            time.pass(1000);
        }
        return Integer.MAX_VALUE;
    }

    private static NodeId peer(int number) {
        return Room.peer(number).id();
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
