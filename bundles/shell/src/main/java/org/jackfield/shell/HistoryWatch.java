package org.jackfield.shell;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.EnvelopeListener;

/** Remembers what a mail server sends, and sees when no more comes: shh/6 has no word for the end of an answer. */
final class HistoryWatch implements EnvelopeListener {

    /** Nobody reads more at once, and a server that sends without end is not to fill the memory. */
    static final int MAX_ENVELOPES = 250_000;

    private final NodeId server;
    private final Set<Hash> envelopes = ConcurrentHashMap.newKeySet();
    private volatile long lastAt = System.nanoTime();

    HistoryWatch(NodeId server) {
        this.server = server;
    }

    @Override
    public void pooled(Envelope envelope) {
        // Of today.
    }

    @Override
    public void direct(NodeId from, Envelope envelope) {
        if (from.equals(server) && !full()) {
            lastAt = System.nanoTime();
            envelopes.add(envelope.hash());
        }
    }

    int envelopes() {
        return envelopes.size();
    }

    boolean full() {
        return envelopes.size() >= MAX_ENVELOPES;
    }

    boolean has(Envelope envelope) {
        return envelopes.contains(envelope.hash());
    }

    /** The time from now on counts. */
    void begin() {
        lastAt = System.nanoTime();
    }

    /** Whether nothing has come for so long. */
    boolean quietFor(Duration pause) {
        return System.nanoTime() - lastAt > TimeUnit.MILLISECONDS.toNanos(pause.toMillis());
    }
}
