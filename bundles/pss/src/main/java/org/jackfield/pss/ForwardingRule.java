package org.jackfield.pss;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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
        int bin = Integer.MAX_VALUE;
        for (Candidate next : nearestFirst(to, seats)) {
            if (next.proximity() < bin) {
                bin = next.proximity();
                if (taken && bin < least) {
                    break;
                }
            }
            taken |= send.test(next.seat());
            if (taken && (one || bin == Overlay.MAX_PROXIMITY)) {
                break;
            }
        }
        return taken;
    }

    /** What is sorted by: a seat is used while it is looked at. */
    private record Candidate(MessageSeat seat, int proximity, long uses) {}

    private static List<Candidate> nearestFirst(Destination to, Collection<MessageSeat> seats) {
        Overlay point = to.point();
        return seats.stream()
                .map(seat -> new Candidate(seat, point.proximity(seat.place()), seat.uses()))
                .sorted(Comparator.comparingInt(Candidate::proximity).reversed().thenComparingLong(Candidate::uses))
                .toList();
    }
}
