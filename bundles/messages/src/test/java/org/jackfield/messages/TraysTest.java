package org.jackfield.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jackfield.crypto.sealed.OpeningKey;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.Topic;
import org.junit.jupiter.api.Test;

class TraysTest {

    private static final Watcher WATCHER = new Watcher(
            new Filter(OpeningKey.symmetric(new byte[32]), Optional.empty(), 0, Set.of(), true), message -> {});

    private final Trays trays = new Trays(() -> 0);

    @Test
    void dropsTheOldestBeyondItsNumber() {
        trays.open("a", WATCHER);
        for (int i = 0; i < Tray.MAX_MESSAGES + 5; i++) {
            trays.put("a", message(i, 0));
        }

        List<ReceivedMessage> left = trays.drain("a").orElseThrow();

        assertEquals(Tray.MAX_MESSAGES, left.size());
        assertEquals(5, left.get(0).envelope().nonce());
        assertEquals(Optional.of(List.of()), trays.drain("a"));
    }

    @Test
    void dropsTheOldestBeyondItsBytes() {
        trays.open("a", WATCHER);
        for (int i = 0; i < 40; i++) {
            trays.put("a", message(i, 1 << 20));
        }

        List<ReceivedMessage> left = trays.drain("a").orElseThrow();

        assertEquals(15, left.size());
        assertEquals(39, left.get(14).envelope().nonce());
    }

    @Test
    void keepsAMessageLargerThanATray() {
        trays.open("a", WATCHER);
        trays.put("a", message(1, 20 << 20));

        assertEquals(1, trays.drain("a").orElseThrow().size());
    }

    @Test
    void boundsAllTraysTogether() {
        for (int tray = 0; tray < 8; tray++) {
            trays.open("tray " + tray, WATCHER);
            for (int i = 0; i < 15; i++) {
                trays.put("tray " + tray, message(i, 1 << 20));
            }
        }

        int left = 0;
        for (int tray = 0; tray < 8; tray++) {
            List<ReceivedMessage> messages = trays.drain("tray " + tray).orElseThrow();
            assertTrue(messages.size() >= 7, "tray " + tray + " lost more than others: " + messages.size());
            left += messages.size();
        }
        assertEquals(63, left);
    }

    @Test
    void putsNothingWhereNoTrayIs() {
        trays.put("a", message(1, 10));

        assertEquals(Optional.empty(), trays.drain("a"));
    }

    private static ReceivedMessage message(int number, int bytes) {
        Envelope envelope = Envelope.of(
                1, 1, new Topic(0), ByteBuffer.allocate(4).putInt(number).array(), number);
        return new ReceivedMessage(envelope, new byte[bytes], new byte[0], Optional.empty(), Optional.empty(), 0);
    }
}
