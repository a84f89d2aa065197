package org.jackfield.pss;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Messages that nobody has taken yet (ethersphere swarm v0.5.8, pss/outbox/outbox.go, which has room for as many). For all threads.
 */
final class Outbox {

    static final int MAX_MESSAGES = 50;
    static final int MAX_BYTES = 8 << 20;
    static final long PATIENCE_NANOS = Duration.ofMinutes(10).toNanos();

    private final LongSupplier nanos;
    private final List<Waiting> messages = new ArrayList<>();
    private int bytes;

    /** @param origin who brought it, if it was not this node */
    record Waiting(PssMessage message, Optional<MessageSeat> origin, long sinceNanos) {}

    Outbox(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @return false if there is no room */
    synchronized boolean add(PssMessage message, Optional<MessageSeat> origin) {
        int size = message.payload().length;
        if (messages.size() >= MAX_MESSAGES || bytes + size > MAX_BYTES) {
            return false;
        }
        messages.add(new Waiting(message, origin, nanos.getAsLong()));
        bytes += size;
        return true;
    }

    /** @param done whether a message has been taken, or is not to be tried any more; does not call back */
    synchronized void retry(Predicate<Waiting> done) {
        long now = nanos.getAsLong();
        messages.removeIf(waiting -> {
            boolean over = now - waiting.sinceNanos() > PATIENCE_NANOS || done.test(waiting);
            bytes -= over ? waiting.message().payload().length : 0;
            return over;
        });
    }

    synchronized int size() {
        return messages.size();
    }
}
