package org.jackfield.core;

import java.util.Optional;
import org.jackfield.core.Timers.Alarm;

/**
 * What a session is while it waits for a release: what it will be resumed with, and what it holds of the bytes that all
 * parked sessions may hold together. Owned by the link's event loop.
 */
final class Parking {

    private final Optional<Inheritance> inheritance;
    private final ParkingLot lot;
    private final long limitBytes;
    private final Alarm expiry;
    private long heldBytes;
    private boolean pressing;

    /**
     * @param inheritance empty if the session had not begun
     * @param limitBytes for all sessions of the lot
     * @param expiry to be cancelled when the session leaves
     */
    Parking(Optional<Inheritance> inheritance, ParkingLot lot, long limitBytes, Alarm expiry) {
        this.inheritance = inheritance;
        this.lot = lot;
        this.limitBytes = limitBytes;
        this.expiry = expiry;
    }

    Optional<Inheritance> inheritance() {
        return inheritance;
    }

    /** Counts bytes in; returns true once, when the link is to stop reading for them. */
    boolean fills(long bytes) {
        heldBytes += bytes;
        boolean over = lot.charge(bytes) > limitBytes;
        boolean first = over && !pressing;
        pressing |= over;
        return first;
    }

    /** Gives the bytes back; returns whether the link had to stop reading for them. */
    boolean leave() {
        expiry.cancel();
        lot.charge(-heldBytes);
        heldBytes = 0;
        return pressing;
    }
}
