package org.jackfield.envelopes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jackfield.api.DisconnectException;
import org.jackfield.envelopes.RejectedEnvelopeException.Cause;
import org.junit.jupiter.api.Test;

/** A hostile peer, while others go about their business. */
class FloodTest {

    private static final int MAX_COUNT = 200;
    private static final long MAX_BYTES = 4 << 20;
    private static final int OTHERS = 10;

    private final Room room = new Room(Room.SETTINGS, new EnvelopeTable(MAX_COUNT, MAX_BYTES));
    private final EnvelopeSeat hostile = room.join(99);
    private final List<EnvelopeSeat> others = new ArrayList<>();
    private final Map<EnvelopeSeat, List<Envelope>> got = new HashMap<>();

    FloodTest() {
        for (int i = 0; i < OTHERS; i++) {
            EnvelopeSeat seat = room.join(i);
            others.add(seat);
            got.put(seat, new ArrayList<>());
        }
    }

    @Test
    void ofValidEnvelopesNeitherFillsMemoryNorKeepsOthersFromTheirs() throws Exception {
        List<Envelope> honest = new ArrayList<>();
        boolean gone = false;
        int flooded = 0;
        for (int cycle = 0; cycle < 100; cycle++) {
            for (int packet = 0; packet < 50 && !gone; packet++) {
                gone = refused(1 << 14);
                if (!gone) {
                    hostile.received(Samples.envelope(room.time.seconds(), 50, Samples.TOPIC, 32, 0.2));
                    flooded++;
                }
            }
            // Five bits more than what floods: with luck one in 32 of that has as many.
            Envelope message = Samples.envelope(room.time.seconds(), 50, Samples.TOPIC, 32, 6.4);
            honest.add(message);
            others.get(cycle % OTHERS).arrived(message.encoded().length);
            others.get(cycle % OTHERS).received(message);
            cycleOfAll();
            assertTrue(room.pool.status().envelopes() <= MAX_COUNT);
            assertTrue(footprint() <= MAX_BYTES);
            room.time.pass(300);
            room.pool.sweep();
        }
        assertTrue(gone, "after " + flooded);
        assertTrue(room.pool.status().evicted() > 0, "there was more than room for");
        for (int i = 0; i < honest.size(); i++) {
            for (EnvelopeSeat seat : others) {
                boolean itsOwn = seat == others.get(i % OTHERS);
                assertEquals(!itsOwn, got.get(seat).contains(honest.get(i)), "message " + i);
            }
        }
    }

    @Test
    void ofEnvelopesThatAreJustTooWeakLeavesNothing() {
        int refused = 0;
        boolean gone = false;
        while (!gone) {
            gone = refused(1 << 10);
            Envelope weak = Samples.weak(0.2);
            assertEquals(
                    Cause.WORK,
                    assertThrows(RejectedEnvelopeException.class, () -> hostile.received(weak))
                            .what());
            refused++;
        }
        assertEquals(new PoolStatus(0, 0, 0, refused, 0, 0), room.pool.status());
        assertEquals(List.of(), room.heard);
    }

    @Test
    void ofOversizedBatchesEndsWithinABurst() {
        int packets = 0;
        while (!refused(16 << 20)) {
            packets++;
        }
        assertEquals(2, packets);
    }

    @Test
    void ofLargeEnvelopesIsJudgedWithoutHashingThemWhereTheyAreOfAnotherTimeOrSize() {
        byte[] large = Samples.data(2 << 20);
        Envelope oversized = Envelope.of(FakeTime.START + 50, 50, Samples.TOPIC, large, 0);
        Envelope old = Envelope.of(FakeTime.START - 100, 50, Samples.TOPIC, large, 0);
        assertThrows(RejectedEnvelopeException.class, () -> hostile.received(oversized));
        assertThrows(RejectedEnvelopeException.class, () -> hostile.received(old));
        assertTrue(!oversized.isHashed() && !old.isHashed());
    }

    @Test
    void ofChangedWishesIsLookedAtOnceACycle() throws Exception {
        for (int i = 0; i < 100; i++) {
            room.pool.add(Samples.envelope());
        }
        for (int i = 0; i < 1000; i++) {
            hostile.changed(Room.wanting(i, Bloom.FULL));
            assertTrue(hostile.next().isEmpty());
        }
        hostile.changed(Room.wanting(0, Bloom.FULL));
        assertEquals(100, room.cycle(hostile).size());
    }

    private void cycleOfAll() {
        for (EnvelopeSeat seat : others) {
            got.get(seat).addAll(room.cycle(seat));
        }
    }

    private boolean refused(int bytes) {
        try {
            hostile.arrived(bytes);
            return false;
        } catch (DisconnectException e) {
            hostile.leave();
            return true;
        }
    }

    private long footprint() {
        return room.guard.locked(() ->
                room.pool.table().all().stream().mapToLong(Pooled::footprint).sum());
    }
}
