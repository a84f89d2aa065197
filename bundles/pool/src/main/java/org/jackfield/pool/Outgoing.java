package org.jackfield.pool;

import java.util.Optional;
import java.util.Set;

/** What peers are asked and told. Called without the switchboard's lock. */
final class Outgoing {

    /** Beyond it a transaction is announced only: geth's {@code txMaxBroadcastSize}. */
    private static final int MAX_BROADCAST_BYTES = 4096;

    private final Switchboard board;
    private final MemoryPool pool;
    private final Directions directions;

    Outgoing(Switchboard board, MemoryPool pool, Directions directions) {
        this.board = board;
        this.pool = pool;
        this.directions = directions;
    }

    /** Tells peers of a transaction that can be executed now. */
    void added(PooledTransaction pooled) {
        boolean whole = !pooled.hasBlobs() && pooled.size(false) <= MAX_BROADCAST_BYTES;
        board.locked(() -> {
            Set<Seat> direct = whole ? directions.of(pooled.sender(), board.seats()) : Set.of();
            for (Seat seat : board.seats()) {
                if (!seat.known.add(pooled.hash())) {
                    continue;
                }
                if (direct.contains(seat)) {
                    seat.outbox.broadcast(pooled.hash());
                } else {
                    seat.outbox.announce(pooled.hash());
                }
                board.wake(seat);
            }
        });
    }

    /** Announces the pool as it is now to a new seat. Called with the lock. */
    void welcome(Seat seat) {
        for (PooledTransaction pooled : pool.executable()) {
            if (seat.known.add(pooled.hash())) {
                seat.outbox.announce(pooled.hash());
            }
        }
        board.wake(seat);
    }

    /** Questions go first: others wait for what is asked. */
    Optional<TransactionMessage> next(Seat seat) {
        return board.locked(() -> {
            if (seat.left) {
                return Optional.<TransactionMessage>empty();
            }
            if (seat.pending.isEmpty() || isStale(seat, seat.pending.get())) {
                seat.pending = question(seat).or(() -> seat.outbox.next(pool::find));
            }
            return seat.pending;
        });
    }

    void sent(Seat seat, TransactionMessage message) {
        board.locked(() -> {
            if (seat.pending.filter(message::equals).isEmpty()) {
                return;
            }
            seat.pending = Optional.empty();
            if (message instanceof TransactionMessage.TransactionsRequest request) {
                board.bodies.sent(seat, request.id(), board.now());
            } else if (message instanceof TransactionMessage.CellsRequest request) {
                board.cells.sent(seat, request.id(), board.now());
            }
        });
    }

    private Optional<TransactionMessage> question(Seat seat) {
        if (board.rests(seat)) {
            return Optional.empty();
        }
        return board.bodies
                .next(seat, board.nextId(), board.now())
                .or(() -> board.cells.next(seat, board.nextId(), board.now()));
    }

    /** A request that was taken up and not sent in time is void; others may have been asked meanwhile. */
    private boolean isStale(Seat seat, TransactionMessage message) {
        if (message instanceof TransactionMessage.TransactionsRequest request) {
            return !board.bodies.awaits(seat, request.id());
        }
        return message instanceof TransactionMessage.CellsRequest request && !board.cells.awaits(seat, request.id());
    }
}
