package org.jackfield.chain;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those that hear of every new head. For any thread; whoever calls {@link #tell} sees to the order. */
final class HeadListeners {

    private static final Logger LOG = LoggerFactory.getLogger(HeadListeners.class);

    private final List<ChainListener> listeners = new CopyOnWriteArrayList<>();

    /** One that is added twice is told twice. */
    AutoCloseable add(ChainListener listener) {
        // An object of its own, so that closing removes this registration and no other of the same listener.
        ChainListener entry = listener::headChanged;
        listeners.add(entry);
        return () -> listeners.remove(entry);
    }

    /** A listener that fails does not keep others from hearing: the head has moved already. */
    void tell(HeadChange change) {
        for (ChainListener listener : listeners) {
            try {
                listener.headChanged(change);
            } catch (RuntimeException e) {
                LOG.error("A listener of the chain failed at {}", change.to().number(), e);
            }
        }
    }
}
