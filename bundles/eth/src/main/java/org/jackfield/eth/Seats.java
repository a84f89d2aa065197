package org.jackfield.eth;

import java.util.Optional;
import org.jackfield.pool.TransactionSeat;
import org.jackfield.sync.SyncSeat;

/** A peer's places in the rooms that outlive its session. */
record Seats(Optional<SyncSeat> sync, Optional<TransactionSeat> transactions) {

    static final Seats NONE = new Seats(Optional.empty(), Optional.empty());

    Joined joined() {
        return new Joined(sync.isPresent(), transactions.isPresent());
    }

    void leave() {
        sync.ifPresent(SyncSeat::leave);
        transactions.ifPresent(TransactionSeat::leave);
    }
}
