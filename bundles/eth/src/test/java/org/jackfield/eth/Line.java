package org.jackfield.eth;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jackfield.api.fake.Tally;

/** What a seat has for the peer, one after another: the same again until it was sent. For any thread. */
final class Line<M> {

    final Tally sent = new Tally();

    private final Queue<M> waiting = new ConcurrentLinkedQueue<>();
    private final Runnable wake;

    /** @param wake called after every addition */
    Line(Runnable wake) {
        this.wake = wake;
    }

    void add(M message) {
        waiting.add(message);
        wake.run();
    }

    Optional<M> next() {
        return Optional.ofNullable(waiting.peek());
    }

    void sent(M message) {
        if (message != waiting.poll()) {
            throw new AssertionError("not the next one: " + message);
        }
        sent.add();
    }
}
