package org.jackfield.envelopes;

import java.util.ArrayDeque;
import java.util.Deque;

/** A setting, and what it was some time ago. Not for use by several threads. */
final class Lagging<T> {

    private record Since<T>(long millis, T value) {}

    private final long keepMillis;
    private final Deque<Since<T>> values = new ArrayDeque<>();

    /** @param keepMillis how far back it is asked for */
    Lagging(T first, long keepMillis) {
        this.keepMillis = keepMillis;
        values.add(new Since<>(Long.MIN_VALUE, first));
    }

    void set(T value, long now) {
        if (!values.getLast().value().equals(value)) {
            forget(now);
            values.add(new Since<>(now, value));
        }
    }

    /** What it was {@code ago}, in milliseconds. */
    T asOf(long ago, long now) {
        T found = values.getFirst().value();
        for (Since<T> since : values) {
            if (since.millis() <= now - ago) {
                found = since.value();
            }
        }
        return found;
    }

    private void forget(long now) {
        Since<T> eldest = values.removeFirst();
        while (!values.isEmpty() && values.getFirst().millis() <= now - keepMillis) {
            eldest = values.removeFirst();
        }
        values.addFirst(eldest);
    }
}
