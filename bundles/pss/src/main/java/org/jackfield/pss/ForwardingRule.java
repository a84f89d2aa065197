package org.jackfield.pss;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jackfield.overlay.Overlay;

/**
 * Who gets a message (ethersphere swarm v0.5.8, pss/pss.go, {@code forward}). Peers are taken by their proximity to the destination,
 * nearest first, and of equals whoever was used least:
 *
 * <ul>
 *   <li>What is for our neighbourhood, or for a partial address that ends before we part from it, goes to all there: all peers that are as
 *       near to it as we are, as far as depth and the given bits tell.
 *   <li>Anything else goes to one peer, nearer to it than we are.
 *   <li>Where no such peer takes it, the next best does, farther or not.
 * </ul>
 *
 * @param owner this node
 * @param depth where its neighbourhood begins
 */
record ForwardingRule(Overlay owner, int depth) {

    /**
     * @param send whether the peer takes it
     * @return whether anybody has taken it
     */
    boolean forward(Destination to, Collection<MessageSeat> seats, Predicate<MessageSeat> send) {
        int threshold = Math.min(Math.min(owner.proximity(to.point()), depth), to.bits());
        boolean one = threshold < to.bits() && threshold < depth;
        int least = one ? threshold + 1 : threshold;
        boolean taken = false;
        for (var bin : byProximity(to, seats).entrySet()) {
            if (taken && bin.getKey() < least) {
                break;
            }
            for (MessageSeat seat : bin.getValue()) {
                taken |= send.test(seat);
                if (taken && (one || bin.getKey() == Overlay.MAX_PROXIMITY)) {
                    return true;
                }
            }
        }
        return taken;
    }

    private static NavigableMap<Integer, List<MessageSeat>> byProximity(Destination to, Collection<MessageSeat> seats) {
        Overlay point = to.point();
        NavigableMap<Integer, List<MessageSeat>> bins = new TreeMap<>();
        for (MessageSeat seat : seats) {
            bins.computeIfAbsent(point.proximity(seat.place()), bin -> new ArrayList<>())
                    .add(seat);
        }
        bins.values().forEach(bin -> bin.sort(Comparator.comparingLong(MessageSeat::uses)));
        return bins.descendingMap();
    }
}
