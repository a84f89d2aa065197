package org.jackfield.eth;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.chain.ChainListener;
import org.jackfield.chain.HeadChange;

/** Wakes the sessions when the chain's head has moved. For any thread. */
final class HeadNews implements ChainListener {

    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();

    /**
     * @param wake returns at once
     */
    void add(Runnable wake) {
        listeners.add(wake);
    }

    void remove(Runnable wake) {
        listeners.remove(wake);
    }

    @Override
    public void headChanged(HeadChange change) {
        listeners.forEach(Runnable::run);
    }
}
