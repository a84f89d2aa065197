package org.jackfield.eth;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jackfield.api.DisconnectException;

/** A seat that writes down what it is told. For any thread. */
class FakeSeat {

    /** Whether answers are wanted. */
    boolean wants = true;

    Optional<DisconnectException> objection = Optional.empty();

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private volatile Runnable wake = () -> {};

    final void wake() {
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

    public void leave() {
        hear("leave");
    }
}
