package org.jackfield.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that goes on only when the test says so, and runs what falls due on the test's thread. */
final class ManualTimers implements Timers {

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::due).thenComparingLong(Entry::order));
    private long nanos;
    private long order;

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Instant now() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public synchronized Alarm after(Duration delay, Runnable action) {
        Entry entry = new Entry(nanos + delay.toNanos(), order++, action);
        entries.add(entry);
        return () -> cancel(entry);
    }

    /** How many actions wait. */
    synchronized int waiting() {
        return entries.size();
    }

    /** Lets time pass, and the loop turn after whatever fell due. */
    void advance(Duration time, TestLoop loop) {
        long until = nanos() + time.toNanos();
        loop.turn();
        for (Entry due = next(until); due != null; due = next(until)) {
            due.action().run();
            loop.turn();
        }
        setNanos(until);
    }

    private synchronized Entry next(long until) {
        Entry first = entries.peek();
        if (first == null || first.due() > until) {
            return null;
        }
        nanos = Math.max(nanos, first.due());
        return entries.poll();
    }

    private synchronized void setNanos(long value) {
        nanos = value;
    }

    private synchronized void cancel(Entry entry) {
        entries.remove(entry);
    }

    private record Entry(long due, long order, Runnable action) {}
}
