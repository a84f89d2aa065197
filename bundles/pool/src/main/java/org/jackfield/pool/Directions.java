package org.jackfield.pool;

import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import org.jackfield.chain.Address;

/**
 * Which peers get a transaction whole: a square root of them, rounded up. Those of one sender always go the same ways, as long as
 * the peers stay, so that they arrive in order; nobody else can foresee which.
 */
final class Directions {

    private final long salt;

    Directions(long salt) {
        this.salt = salt;
    }

    Set<Seat> of(Address sender, Collection<Seat> seats) {
        int count = (int) Math.ceil(Math.sqrt(seats.size()));
        return seats.stream()
                .sorted(Comparator.comparingLong(seat -> mix(seat, sender)))
                .limit(count)
                .collect(Collectors.toSet());
    }

    private long mix(Seat seat, Address sender) {
        long mixed = salt ^ (long) seat.peer().hashCode() << Integer.SIZE ^ sender.hashCode();
        // SplitMix64.
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
