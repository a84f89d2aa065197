package org.jackfield.swarm;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The nodes that others have told us of. For all threads. When it is full it takes no more: who fills it with inventions
 * does not drive out what was there.
 */
final class AddressBook {

    private final int capacity;
    private final Map<Overlay, SwarmAddress> addresses = new LinkedHashMap<>();

    AddressBook(int capacity) {
        this.capacity = capacity;
    }

    /** The newest word on an address holds. */
    synchronized void record(SwarmAddress address) {
        if (addresses.size() < capacity || addresses.containsKey(address.overlay())) {
            addresses.put(address.overlay(), address);
        }
    }

    synchronized int size() {
        return addresses.size();
    }
}
