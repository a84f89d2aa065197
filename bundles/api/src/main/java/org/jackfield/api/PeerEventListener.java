package org.jackfield.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Register as a service to hear of {@link PeerEvent}s. While no listener is registered, events cost nothing.
 */
@ConsumerType
public interface PeerEventListener {

    /**
     * Called in the order of events of one link, on the thread that caused the event, an event loop among them: return
     * quickly and do not block. An exception is logged and otherwise ignored.
     */
    void onEvent(PeerEvent event);

    /** Whether message events are wanted besides connects and disconnects. Asked once, at registration. */
    default boolean wantsMessages() {
        return true;
    }
}
