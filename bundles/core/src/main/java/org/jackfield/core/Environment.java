package org.jackfield.core;

/** What every link of this node works with. */
record Environment(
        Settings settings,
        Timers timers,
        PeerEvents events,
        NodeMeters meters,
        DetachedThreads threads,
        ParkingLot parkingLot) {}
