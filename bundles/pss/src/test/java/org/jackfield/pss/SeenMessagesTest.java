package org.jackfield.pss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SeenMessagesTest {

    private long now;
    private final SeenMessages seen = new SeenMessages(() -> now);

    static List<PssVectors> vectors() {
        return PssVectors.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void digestsAsTheOriginal(PssVectors vector) {
        PssMessage message = new PssMessage(vector.to(), false, false, 0, PssVectors.TOPIC, vector.bytes("payload"));
        assertArrayEquals(vector.bytes("digest"), SeenMessages.digest(message).bytes());
    }

    /** ethersphere swarm v0.5.8, pss/message/message_test.go. */
    @Test
    void digestsTheOriginalsOwnTest() {
        PssMessage message = new PssMessage(
                Destination.of(Fixtures.bytes("fa12f92afbe00f8508d0e83bab9cf8cebf42e25e")),
                true,
                true,
                0,
                Topic.of(Fixtures.bytes("91273d49")),
                new byte[0]);
        assertArrayEquals(
                Fixtures.bytes("4b34781cfa28a5ad653855567273675eabb8535461e57e4f4bfc81504d0a828d"),
                SeenMessages.digest(message).bytes());
    }

    @Test
    void knowsAMessageForHalfAMinute() {
        assertTrue(seen.add(Fixtures.raw(Destination.EVERYBODY, 1)));
        now += SeenMessages.MEMORY_NANOS;
        assertFalse(seen.add(Fixtures.raw(Destination.EVERYBODY, 1)));
        now += 1;
        assertTrue(seen.add(Fixtures.raw(Destination.EVERYBODY, 1)));
    }

    @Test
    void tellsMessagesApartByAddressAndContents() {
        assertTrue(seen.add(Fixtures.raw(Destination.EVERYBODY, 1)));
        assertTrue(seen.add(Fixtures.raw(Destination.EVERYBODY, 2)));
        assertTrue(seen.add(Fixtures.raw(Destination.of(new byte[1]), 1)));
    }

    @Test
    void forgetsTheOldestWhenThereAreTooMany() {
        for (int i = 0; i <= SeenMessages.CAPACITY; i++) {
            assertTrue(seen.add(Fixtures.raw(Destination.EVERYBODY, i >> 16, i >> 8, i)));
        }
        assertTrue(seen.add(Fixtures.raw(Destination.EVERYBODY, 0, 0, 0)));
        assertFalse(seen.add(Fixtures.raw(Destination.EVERYBODY, 1, 0, 0)));
    }
}
