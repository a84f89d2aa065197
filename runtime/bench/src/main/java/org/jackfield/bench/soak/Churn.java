package org.jackfield.bench.soak;

import java.util.List;
import org.jackfield.api.Enode;
import org.jackfield.rlpx.Dials;

/** Ends links in all ways in turn, and makes them anew. Used by one thread. */
final class Churn {

    private static final Parting[] WAYS = Parting.values();

    private final List<Seat> seats;
    private final Dials dials;
    private final Enode node;
    private final Ledger ledger;
    private int turn;

    /** @param seats those that return */
    Churn(List<Seat> seats, Dials dials, Enode node, Ledger ledger) {
        this.seats = seats;
        this.dials = dials;
        this.node = node;
        this.ledger = ledger;
    }

    /** Ends a link, and makes those anew that were ended before; sometimes there is a connection that comes to nothing, too. */
    void next() {
        bringBack();
        Seat seat = seats.get(turn % seats.size());
        // Each seat parts in another way each time.
        Parting how = WAYS[(turn + turn / seats.size()) % WAYS.length];
        if (seat.connected()) {
            seat.part(how);
        }
        if (++turn % WAYS.length == 0) {
            boolean patient = turn / WAYS.length % 2 == 0;
            dials.knock(node, patient).whenComplete((over, failure) -> {
                if (failure != null) {
                    ledger.fault("no connection: " + failure.getMessage());
                }
            });
        }
    }

    void bringBack() {
        seats.stream().filter(Seat::away).forEach(seat -> seat.dial(node));
    }
}
