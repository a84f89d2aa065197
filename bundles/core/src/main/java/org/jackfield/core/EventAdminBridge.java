package org.jackfield.core;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * Posts peer events to Event Admin. It listens only while an event handler is registered for one of our topics, and
 * for messages only while one is registered for theirs; nothing is made for nobody.
 */
@Component(
        service = {},
        immediate = true)
public final class EventAdminBridge {

    private final BundleContext context;
    private final EventAdmin admin;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock.
    private final Map<ServiceReference<EventHandler>, Boolean> wantsMessages = new HashMap<>();
    private ServiceRegistration<PeerEventListener> registration;
    private boolean registeredForMessages;
    private boolean active = true;

    @Activate
    public EventAdminBridge(BundleContext context, @Reference EventAdmin admin) {
        this.context = context;
        this.admin = admin;
    }

    @Deactivate
    void deactivate() {
        lock.lock();
        try {
            active = false;
            wantsMessages.clear();
            listenAsNeeded();
        } finally {
            lock.unlock();
        }
    }

    @Reference(
            service = EventHandler.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "handlerAdded",
            unbind = "handlerRemoved")
    void handlerAdded(ServiceReference<EventHandler> handler) {
        List<String> topics = topics(handler);
        change(() -> {
            if (PeerEventTopics.concernUs(topics)) {
                wantsMessages.put(handler, PeerEventTopics.concernMessages(topics));
            } else {
                wantsMessages.remove(handler);
            }
        });
    }

    void handlerRemoved(ServiceReference<EventHandler> handler) {
        change(() -> wantsMessages.remove(handler));
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            listenAsNeeded();
        } finally {
            lock.unlock();
        }
    }

    private void listenAsNeeded() {
        boolean needed = active && !wantsMessages.isEmpty();
        boolean messages = wantsMessages.containsValue(true);
        if (registration != null && (!needed || messages != registeredForMessages)) {
            registration.unregister();
            registration = null;
        }
        if (registration == null && needed) {
            registeredForMessages = messages;
            registration = context.registerService(PeerEventListener.class, new Poster(admin, messages), null);
        }
    }

    private static List<String> topics(ServiceReference<?> handler) {
        Object topics = handler.getProperty(EventConstants.EVENT_TOPIC);
        return topics instanceof String[] several ? Arrays.asList(several) : List.of(String.valueOf(topics));
    }

    private record Poster(EventAdmin admin, boolean wantsMessages) implements PeerEventListener {

        @Override
        public void onEvent(PeerEvent event) {
            admin.postEvent(PeerEventTopics.toEvent(event));
        }
    }
}
