package org.jackfield.envelopes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopeTableTest {

    private static final long MUCH = 1 << 20;

    @Test
    void letsTheLeastWorkGoFirst() {
        EnvelopeTable table = new EnvelopeTable(2, MUCH);
        Envelope middle = add(table, 2, 50);
        Envelope least = add(table, 1, 50);
        Envelope most = add(table, 3, 50);
        assertEquals(List.of(middle, most), all(table));
        assertEquals(1, table.evicted);
        assertTrue(table.remembers(least.hash()));
    }

    @Test
    void letsTheNearerEndGoFirstAmongEquals() {
        EnvelopeTable table = new EnvelopeTable(2, MUCH);
        Envelope long1 = add(table, 1, 60);
        add(table, 1, 50);
        Envelope long2 = add(table, 1, 60);
        assertEquals(List.of(long1, long2), all(table));
    }

    @Test
    void doesNotLetAFloodPushOutWhatHasMoreWork() {
        EnvelopeTable table = new EnvelopeTable(10, MUCH);
        List<Envelope> worthy = List.of(add(table, 0.5, 50), add(table, 0.5, 20), add(table, 0.4, 30));
        for (int i = 0; i < 1000; i++) {
            add(table, 0.3, 1000 + i);
        }
        assertTrue(all(table).containsAll(worthy));
        assertEquals(10, table.count());
        assertEquals(1003 - 10, table.evicted);
    }

    @Test
    void staysWithinItsMemory() {
        long room = 20 * (1000 + Pooled.OVERHEAD_BYTES);
        EnvelopeTable table = new EnvelopeTable(1000, room);
        for (int i = 0; i < 100; i++) {
            add(table, i, 50, 1000);
            long footprint = table.all().stream().mapToLong(Pooled::footprint).sum();
            assertTrue(footprint <= room, footprint + " of " + room);
        }
        assertEquals(19, table.count());
        assertEquals(
                table.all().stream()
                        .mapToLong(pooled -> pooled.envelope.encoded().length)
                        .sum(),
                table.encodedBytes());
    }

    @Test
    void letsGoWhatHasExpiredAndRemembersItForAMinute() {
        EnvelopeTable table = new EnvelopeTable(10, MUCH);
        Envelope brief = add(table, 1, 10);
        Envelope longer = add(table, 1, 20);
        table.expire(FakeTime.START + 10);
        assertEquals(List.of(brief, longer), all(table), "its last second");
        table.expire(FakeTime.START + 11);
        assertEquals(List.of(longer), all(table));
        assertEquals(1, table.expired);
        assertTrue(table.remembers(brief.hash()));
        table.expire(FakeTime.START + 10 + Remembered.GRACE_SECONDS);
        assertTrue(table.remembers(brief.hash()));
        table.expire(FakeTime.START + 11 + Remembered.GRACE_SECONDS);
        assertFalse(table.remembers(brief.hash()));
    }

    @Test
    void remembersABoundedNumber() {
        Remembered former = new Remembered();
        Envelope first = envelope(50, 8);
        former.add(first);
        for (int i = 1; i < Remembered.CAPACITY; i++) {
            former.add(Envelope.of(FakeTime.START + i, 50, Samples.TOPIC, new byte[0], i));
        }
        assertTrue(former.has(first.hash()));
        former.add(envelope(50, 8));
        assertFalse(former.has(first.hash()));
    }

    @Test
    void givesThemInTheOrderOfArrival() {
        EnvelopeTable table = new EnvelopeTable(10, MUCH);
        List<Envelope> added = List.of(add(table, 3, 50), add(table, 1, 90), add(table, 2, 10));
        assertEquals(added, all(table));
        assertEquals(
                added.subList(1, 3),
                table.between(1, 3).stream().map(pooled -> pooled.envelope).toList());
        assertEquals(List.of(), List.copyOf(table.between(3, 3)));
    }

    private static Envelope add(EnvelopeTable table, double work, long ttl) {
        return add(table, work, ttl, 8);
    }

    private static Envelope add(EnvelopeTable table, double work, long ttl, int dataBytes) {
        Envelope envelope = envelope(ttl, dataBytes);
        table.add(envelope, new Proof(envelope, 0), work);
        return envelope;
    }

    private static Envelope envelope(long ttl, int dataBytes) {
        return Samples.envelope(FakeTime.START, ttl, Samples.TOPIC, dataBytes, 0);
    }

    private static List<Envelope> all(EnvelopeTable table) {
        return table.all().stream().map(pooled -> pooled.envelope).toList();
    }
}
