package org.jackfield.core;

import java.util.Optional;
import org.jackfield.api.NodeId;
import org.jackfield.api.PeerEvent;
import org.jackfield.core.Timers.Alarm;

/**
 * What a session is while it waits for a release: what it will be resumed with, until when, and what it holds of the
 * bytes that all parked sessions may hold together. Owned by the link's event loop; only where it is said, other threads
 * may call.
 */
final class Parking {

    private final Session session;
    private final InstalledProtocol former;
    private final Optional<Inheritance> inheritance;
    private final Session.Owner owner;
    private final Environment environment;
    private final ParkingLot lot;
    private final Alarm expiry;
    private boolean over;
    private long heldBytes;
    private boolean pressing;

    /**
     * @param former the release that the session is left by
     * @param inheritance empty if the session had not begun
     */
    Parking(
            Session session,
            InstalledProtocol former,
            Optional<Inheritance> inheritance,
            Session.Owner owner,
            Environment environment) {
        this.session = session;
        this.former = former;
        this.inheritance = inheritance;
        this.owner = owner;
        this.environment = environment;
        lot = environment.parkingLot();
        expiry = environment.timers().after(environment.settings().parking(), () -> owner.execute(this::expire));
    }

    /** Any thread. */
    InstalledProtocol former() {
        return former;
    }

    /** Any thread. */
    NodeId peer() {
        return session.peer().id();
    }

    /** Whether no other release has the session: one that begins with it does a moment before it leaves here. Any thread. */
    boolean waits() {
        return session.release() == former;
    }

    /** Called once. The session may be resumed when this returns. */
    void begin() {
        lot.add(this);
        hold(session.inbox().bytes()
                + inheritance.map(left -> left.state().bytes().length).orElse(0));
        if (environment.events().wanted()) {
            environment
                    .events()
                    .emit(new PeerEvent.SessionParked(
                            peer(), environment.timers().now(), session.range().capability()));
        }
        resumeIfServed();
    }

    /** So many bytes more wait for the next release. */
    void hold(long bytes) {
        heldBytes += bytes;
        boolean full = lot.charge(bytes) > limitBytes();
        if (full && !pressing) {
            pressing = true;
            owner.inboxFull();
        }
    }

    /** Other sessions hold less. Any thread; returns at once. */
    void readOn() {
        owner.execute(() -> {
            if (!over && lot.charge(0) <= limitBytes()) {
                relieve();
            }
        });
    }

    /** There may be a release to go on with. Any thread; returns at once. */
    void lookForRelease() {
        owner.execute(this::resumeIfServed);
    }

    /** Waits no more, and gives back what it holds. */
    void leave() {
        over = true;
        expiry.cancel();
        session.unparked();
        lot.remove(this);
        lot.release(heldBytes, limitBytes());
        relieve();
    }

    private void resumeIfServed() {
        if (!over) {
            // If that is withdrawn, or another one's turn, at this moment, we are told of who serves then.
            lot.successor(session.range(), peer())
                    .filter(next -> session.goOn(next, inheritance))
                    .ifPresent(next -> leave());
        }
    }

    private void expire() {
        if (!over) {
            leave();
            environment.meters().handOverFailed("timeout");
            owner.sessionLeft(session, Departure.withdrawn("no release of the protocol goes on with the session"));
        }
    }

    private void relieve() {
        if (pressing) {
            pressing = false;
            owner.inboxDrained();
        }
    }

    private long limitBytes() {
        return environment.settings().parkedTotalBytes();
    }
}
