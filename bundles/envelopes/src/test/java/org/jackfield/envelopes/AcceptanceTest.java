package org.jackfield.envelopes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jackfield.envelopes.RejectedEnvelopeException.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of go-ethereum v1.8.27, whisper/whisperv6/whisper.go, {@code add}, with what is chosen where it says nothing. */
class AcceptanceTest {

    private static final long NOW = FakeTime.START;
    private static final Topic OTHER = new Topic(0x05060708);
    private static final double NO_WORK = 0;

    @ParameterizedTest
    @CsvSource({
        // sent, ttl, both relative to now
        "0, 50, ACCEPTED",
        "-50, 50, ACCEPTED", // ends this very second
        "-51, 50, DROPPED",
        "-70, 50, DROPPED", // 20 s ago
        "-71, 50, TIME",
        "10, 50, ACCEPTED",
        "11, 50, TIME",
        "0, 0, TIME", // infinite work in go-ethereum
        "-5, 0, DROPPED",
        "-100000, 4294967295, TIME", // ends beyond 32 bits, hence long ago
        "0, 100000000, ACCEPTED",
    })
    void judgesTime(long sent, long ttl, String expected) {
        assertEquals(
                expected, outcome(Envelope.of(NOW + sent + ttl & 0xffff_ffffL, ttl, Samples.TOPIC, new byte[1], 0)));
    }

    @Test
    void judgesSizeWithTwentyBytesBesidesTheData() throws Exception {
        Acceptance small = acceptance(NO_WORK, Bloom.FULL, 30);
        assertTrue(small.looksRight(Envelope.of(NOW + 50, 50, Samples.TOPIC, new byte[10], 0)));
        assertEquals(
                Cause.SIZE, cause(() -> small.looksRight(Envelope.of(NOW + 50, 50, Samples.TOPIC, new byte[11], 0))));
    }

    @Test
    void judgesInOrder() {
        Acceptance nothingRight = acceptance(1e9, Bloom.EMPTY, 20);
        assertEquals(Cause.TIME, cause(() -> judge(nothingRight, Envelope.of(NOW - 21, 50, OTHER, new byte[1], 0))));
        assertEquals(Cause.SIZE, cause(() -> judge(nothingRight, Envelope.of(NOW + 50, 50, OTHER, new byte[1], 0))));
        assertEquals(Cause.WORK, cause(() -> judge(nothingRight, Envelope.of(NOW + 50, 50, OTHER, new byte[0], 0))));
        Acceptance topicOnly = acceptance(NO_WORK, Bloom.EMPTY, 20);
        assertEquals(Cause.TOPIC, cause(() -> judge(topicOnly, Envelope.of(NOW + 50, 50, OTHER, new byte[0], 0))));
    }

    @ParameterizedTest
    @CsvSource({"0.3, 0.3, false", "0.3, 0.1, true", "0.1, 0.3, true", "0.1, 0.1, true"})
    void acceptsWhatEitherRequirementOfWorkLetsPass(double minWork, double tolerated, boolean accepted)
            throws Exception {
        Envelope envelope = Samples.between(0.2, 0.3);
        PoolSettings settings = Room.SETTINGS.withMinWork(minWork);
        Acceptance acceptance = new Acceptance(NOW, settings, tolerated, Bloom.FULL);
        if (accepted) {
            acceptance.check(envelope, new Proof(envelope, 0));
        } else {
            assertEquals(Cause.WORK, cause(() -> acceptance.check(envelope, new Proof(envelope, 0))));
        }
    }

    @ParameterizedTest
    @CsvSource({"true, true, true", "true, false, true", "false, true, true", "false, false, false"})
    void acceptsWhatEitherInterestLetsPass(boolean now, boolean formerly, boolean accepted) throws Exception {
        Envelope envelope = Samples.envelope();
        Bloom other = Bloom.EMPTY.with(OTHER);
        Bloom right = Bloom.EMPTY.with(Samples.TOPIC);
        PoolSettings settings = Room.SETTINGS.withInterest(now ? right : other);
        Acceptance acceptance = new Acceptance(NOW, settings, 0.2, formerly ? right : other);
        if (accepted) {
            acceptance.check(envelope, new Proof(envelope, 0));
        } else {
            assertEquals(Cause.TOPIC, cause(() -> acceptance.check(envelope, new Proof(envelope, 0))));
        }
    }

    @Test
    void countsWorkAgainForWhatWasSentInTheFuture() {
        // In time it would do; with eleven seconds more to live it does not.
        Envelope envelope = early(0.2);
        assertEquals(10, envelope.sent() - NOW);
        Acceptance acceptance = acceptance(0.2, Bloom.FULL, 1 << 20);
        assertEquals(11, acceptance.lateSeconds(envelope));
        assertEquals(Cause.WORK, cause(() -> acceptance.check(envelope, new Proof(envelope, 11))));
        Acceptance later = new Acceptance(NOW + 10, acceptance.settings(), 0.2, Bloom.FULL);
        assertEquals(0, later.lateSeconds(envelope));
        assertEquals("ACCEPTED", outcome(later, envelope));
    }

    @Test
    void measuresWorkByItsOwnGeneration() {
        Envelope earlier = Samples.envelope(Generation.EARLIER, NOW, 50, Samples.TOPIC, 32, 5);
        PoolSettings ofEarlier = new PoolSettings(5, Bloom.FULL, false, 1 << 20, Generation.EARLIER);
        assertEquals("ACCEPTED", outcome(new Acceptance(NOW, ofEarlier, 5, Bloom.FULL), earlier));
        assertEquals("WORK", outcome(acceptance(5, Bloom.FULL, 1 << 20), earlier));
    }

    @Test
    void doesNotTellTheWorkOfWhatItRefusesAtOnce() {
        RejectedEnvelopeException e = assertThrows(
                RejectedEnvelopeException.class,
                () -> acceptance(0.2, Bloom.FULL, 1 << 20)
                        .looksRight(Envelope.of(NOW + 100, 50, OTHER, new byte[9], 0)));
        assertEquals("envelope on 0x05060708 (29 B): sent 50 s in the future", e.getMessage());
        assertFalse(e.getMessage().contains("work"));
    }

    private static Acceptance acceptance(double minWork, Bloom interest, int maxBytes) {
        PoolSettings settings = new PoolSettings(minWork, interest, false, maxBytes, Generation.LATER);
        return new Acceptance(NOW, settings, minWork, interest);
    }

    private static String outcome(Envelope envelope) {
        return outcome(acceptance(NO_WORK, Bloom.FULL, 1 << 20), envelope);
    }

    private static String outcome(Acceptance acceptance, Envelope envelope) {
        try {
            return judge(acceptance, envelope) ? "ACCEPTED" : "DROPPED";
        } catch (RejectedEnvelopeException e) {
            return e.what().name();
        }
    }

    private static boolean judge(Acceptance acceptance, Envelope envelope) throws RejectedEnvelopeException {
        if (!acceptance.looksRight(envelope)) {
            return false;
        }
        acceptance.check(envelope, new Proof(envelope, acceptance.lateSeconds(envelope)));
        return true;
    }

    private static Cause cause(Executable judging) {
        return assertThrows(RejectedEnvelopeException.class, judging).what();
    }

    /** Sent 10 s in the future, with just the work that it needs when its time has come. */
    private static Envelope early(double work) {
        while (true) {
            Envelope envelope = Samples.envelope(NOW + 10, 10, Samples.TOPIC, 32, work);
            if (Samples.work(Generation.LATER, envelope) < 2 * work) {
                return envelope;
            }
        }
    }
}
