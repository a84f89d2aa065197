package org.jackfield.eth;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jackfield.api.DisconnectException;

/**
 * A seat that writes down what it is told and says what it is given to say. For any thread.
 *
 * @param <M> what it has for the peer
 */
class FakeSeat<M> {

    final Tally sent = new Tally();

    /** Whether answers are wanted. */
    boolean wants = true;

    Optional<DisconnectException> objection = Optional.empty();

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final Queue<M> toSay = new ConcurrentLinkedQueue<>();
    private volatile Runnable wake = () -> {};

    final void say(M message) {
        toSay.add(message);
        wake.run();
    }

    final List<String> heard() {
        return List.copyOf(heard);
    }

    final void hear(String what) {
        heard.add(what);
    }

    /** @return whether it is wanted */
    final boolean judge(String what) throws DisconnectException {
        hear(what);
        if (objection.isPresent()) {
            throw objection.get();
        }
        return wants;
    }

    final void take(String how, Runnable newWake) {
        hear(how);
        wake = newWake;
    }

    public Optional<M> next() {
        return Optional.ofNullable(toSay.peek());
    }

    public void sent(M message) {
        if (message != toSay.poll()) {
            throw new AssertionError("not the next one: " + message);
        }
        sent.add();
    }

    public void leave() {
        hear("leave");
    }
}
