package org.jackfield.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands events to the listener services. Whoever makes an event asks first whether it is wanted. */
@Component(service = PeerEvents.class, immediate = true)
public final class PeerEvents {

    private static final Logger LOG = LoggerFactory.getLogger(PeerEvents.class);
    private static final Subscriber[] NOBODY = {};

    private final ReentrantLock lock = new ReentrantLock();
    private volatile Subscriber[] all = NOBODY;
    private volatile Subscriber[] ofMessages = NOBODY;

    @Reference(
            service = PeerEventListener.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "remove")
    void add(PeerEventListener listener) {
        boolean messages;
        try {
            messages = listener.wantsMessages();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("a listener for peer events was refused: {}", e.toString());
            return;
        }
        change(subscribers -> subscribers.add(new Subscriber(listener, messages)));
    }

    void remove(PeerEventListener listener) {
        change(subscribers -> subscribers.removeIf(subscriber -> subscriber.listener() == listener));
    }

    /** Whether connects and disconnects are worth making an event. */
    boolean wanted() {
        return all.length > 0;
    }

    /** Whether messages are worth making an event: one volatile read. */
    boolean messagesWanted() {
        return ofMessages.length > 0;
    }

    void emit(PeerEvent event) {
        boolean message = event instanceof PeerEvent.MessageReceived || event instanceof PeerEvent.MessageSent;
        for (Subscriber subscriber : message ? ofMessages : all) {
            try {
                subscriber.listener().onEvent(event);
            } catch (RuntimeException | LinkageError e) {
                LOG.debug("a listener for peer events failed: {}", e.toString());
            }
        }
    }

    private void change(Consumer<List<Subscriber>> change) {
        lock.lock();
        try {
            List<Subscriber> subscribers = new ArrayList<>(List.of(all));
            change.accept(subscribers);
            all = subscribers.toArray(Subscriber[]::new);
            ofMessages = subscribers.stream().filter(Subscriber::messages).toArray(Subscriber[]::new);
        } finally {
            lock.unlock();
        }
    }

    private record Subscriber(PeerEventListener listener, boolean messages) {}
}
