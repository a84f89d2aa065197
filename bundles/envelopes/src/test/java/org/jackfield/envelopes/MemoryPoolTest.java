package org.jackfield.envelopes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.jackfield.api.NodeId;
import org.jackfield.envelopes.RejectedEnvelopeException.Cause;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {

    private final Room room = new Room();

    @Test
    void takesAnEnvelopeOnceAndTellsListenersOnce() throws Exception {
        Envelope envelope = Samples.envelope();
        assertTrue(room.pool.add(envelope));
        assertFalse(room.pool.add(Envelope.decode(envelope.encoded())));
        assertEquals(List.of("pooled " + envelope.hash()), room.heard);
        assertEquals(Optional.of(envelope), room.pool.find(envelope.hash()));
        assertEquals(List.of(envelope), room.pool.envelopes());
        assertEquals(new PoolStatus(1, envelope.encoded().length, 1, 0, 0, 0), room.pool.status());
    }

    @Test
    void refusesItsOwnAsItDoesPeers() {
        assertEquals(Cause.WORK, refused(Samples.weak(0.2)));
        assertEquals(Cause.TIME, refused(Samples.envelope(FakeTime.START + 11, 50, Samples.TOPIC, 8, 0)));
        assertEquals(2, room.pool.status().rejected());
        assertEquals(List.of(), room.heard);
    }

    @Test
    void passesOverWhatHasJustExpired() throws Exception {
        assertFalse(room.pool.add(Samples.envelope(FakeTime.START - 51, 50, Samples.TOPIC, 8, 0)));
        assertEquals(new PoolStatus(0, 0, 0, 0, 0, 0), room.pool.status());
    }

    @Test
    void judgesWhatIsThereAlreadyByTheSettingsOfNow() throws Exception {
        Envelope envelope = Samples.envelope();
        room.pool.add(envelope);
        room.pool.change(settings -> settings.withMinWork(1e6));
        room.time.pass(CurrentSettings.TOLERANCE_MILLIS);
        assertEquals(Cause.WORK, refused(envelope));
    }

    @Test
    void toleratesTheFormerRequirementForTenSeconds() throws Exception {
        room.pool.change(settings -> settings.withMinWork(1));
        room.time.pass(CurrentSettings.TOLERANCE_MILLIS - 1);
        assertTrue(room.pool.add(Samples.between(0.2, 0.3)));
        room.time.pass(1);
        assertEquals(Cause.WORK, refused(Samples.between(0.2, 0.3)));
        assertTrue(room.pool.add(Samples.between(1, 10)));
    }

    @Test
    void toleratesTheDefaultRequirementUntilAChangeHasSettledWhateverIsConfigured() throws Exception {
        Room strict = new Room(Room.SETTINGS.withMinWork(1000), new EnvelopeTable(10, 1 << 20));
        strict.time.pass(3_600_000);
        assertTrue(strict.pool.add(atNow(strict, 0.2)));
        strict.pool.change(settings -> settings.withInterest(Bloom.EMPTY.with(Samples.TOPIC)));
        strict.time.pass(CurrentSettings.TOLERANCE_MILLIS);
        assertTrue(strict.pool.add(atNow(strict, 0.2)), "it was not work that changed");
        strict.pool.change(settings -> settings.withMinWork(100));
        assertTrue(strict.pool.add(atNow(strict, 0.2)));
        strict.time.pass(CurrentSettings.TOLERANCE_MILLIS);
        assertThrows(RejectedEnvelopeException.class, () -> strict.pool.add(atNow(strict, 0.2)));
    }

    @Test
    void toleratesEachOfSeveralFormerRequirementsInItsTime() throws Exception {
        room.pool.change(settings -> settings.withMinWork(1));
        room.time.pass(CurrentSettings.TOLERANCE_MILLIS / 2);
        room.pool.change(settings -> settings.withMinWork(10));
        room.time.pass(CurrentSettings.TOLERANCE_MILLIS / 2);
        assertEquals(Cause.WORK, refused(Samples.between(0.2, 0.5)), "the first has settled");
        assertTrue(room.pool.add(Samples.between(1, 2)), "the second has not");
        room.time.pass(CurrentSettings.TOLERANCE_MILLIS / 2);
        assertEquals(Cause.WORK, refused(Samples.between(1, 2)));
    }

    @Test
    void toleratesTheFormerInterestForTenSeconds() throws Exception {
        room.pool.change(settings -> settings.withInterest(Bloom.EMPTY.with(new Topic(0x05060708))));
        room.time.pass(CurrentSettings.TOLERANCE_MILLIS - 1);
        assertTrue(room.pool.add(Samples.envelope()));
        room.time.pass(1);
        assertEquals(Cause.TOPIC, refused(Samples.envelope()));
        assertTrue(room.pool.add(Samples.envelope(new Topic(0x05060708))));
    }

    @Test
    void sweepsOutWhatHasExpired() throws Exception {
        Envelope envelope = Samples.envelope();
        room.pool.add(envelope);
        room.time.pass(50_000);
        room.pool.sweep();
        assertEquals(1, room.pool.status().envelopes());
        room.time.pass(1_000);
        room.pool.sweep();
        assertEquals(new PoolStatus(0, 0, 1, 0, 1, 0), room.pool.status());
    }

    @Test
    void doesNotTakeAgainWhatItHadToLetGo() throws Exception {
        Room small = new Room(Room.SETTINGS, new EnvelopeTable(1, 1 << 20));
        Envelope weaker = Samples.between(0.2, 1);
        Envelope stronger = Samples.envelope(FakeTime.START, 50, Samples.TOPIC, 32, 8);
        assertTrue(small.pool.add(stronger));
        assertTrue(small.pool.add(weaker), "valid, and listeners hear of it");
        assertEquals(List.of(stronger), small.pool.envelopes());
        assertFalse(small.pool.add(weaker));
        assertEquals(List.of("pooled " + stronger.hash(), "pooled " + weaker.hash()), small.heard);
        assertEquals(1, small.pool.status().evicted());
    }

    @Test
    void tellsTheWorkByEitherGenerationWithoutTheTimeThatAnEnvelopeCameTooEarly() throws Exception {
        Envelope early = Samples.envelope(FakeTime.START + 5, 10, Samples.TOPIC, 32, 100);
        room.pool.add(early);
        for (Generation generation : Generation.values()) {
            assertEquals(Samples.work(generation, early), room.pool.work(early, generation));
            Envelope elsewhere = Samples.envelope();
            assertEquals(Samples.work(generation, elsewhere), room.pool.work(elsewhere, generation));
        }
    }

    @Test
    void keepsAListenersFailureFromTheOthers() throws Exception {
        Room other = new Room();
        EnvelopeListener failing = new EnvelopeListener() {
            @Override
            public void pooled(Envelope envelope) {
                throw new IllegalStateException("fails always");
            }

            @Override
            public void direct(NodeId from, Envelope envelope) {}
        };
        other.announcer.add(failing);
        other.pool.add(Samples.envelope());
        other.pool.add(Samples.envelope());
        assertEquals(2, other.heard.size());
    }

    private Cause refused(Envelope envelope) {
        return assertThrows(RejectedEnvelopeException.class, () -> room.pool.add(envelope))
                .what();
    }

    private static Envelope atNow(Room where, double least) {
        return Samples.between(where.time.seconds(), least, 50);
    }
}
