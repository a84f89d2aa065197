package org.jackfield.pool;

import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jackfield.api.NodeId;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;
import org.jackfield.crypto.Hash;

/**
 * The relay: gives peers their seats, and takes them away. What a seat then does is the work of {@link Incoming},
 * {@link Outgoing} and {@link Serving}.
 */
final class SeatedRelay implements TransactionRelay, PeerEventListener {

    private final InstantSource clock;
    private final Switchboard board;
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final Serving serving;

    SeatedRelay(MemoryPool pool, Admission admission, Timer timer, InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        board = new Switchboard(timer, random);
        incoming = new Incoming(
                board, pool, new Judge(board, pool, admission), admission.kzg().isPresent());
        outgoing = new Outgoing(board, pool, new Directions(random.nextLong()));
        serving = new Serving(pool, admission.kzg());
    }

    @Override
    public TransactionSeat join(NodeId peer, int version, Runnable wake) {
        return board.locked(() -> {
            board.seat(peer).ifPresent(board::remove);
            Seat seat = new Seat(this, peer, version, wake, clock.instant());
            board.add(seat);
            outgoing.welcome(seat);
            return seat;
        });
    }

    @Override
    public TransactionSeat rejoin(NodeId peer, int version, Runnable wake) {
        Optional<Seat> standing = board.locked(() -> {
            Optional<Seat> seat = board.seat(peer).filter(one -> one.version() == version);
            seat.ifPresent(one -> {
                one.wake = wake;
                board.wake(one);
            });
            return seat;
        });
        return standing.isPresent() ? standing.get() : join(peer, version, wake);
    }

    @Override
    public void custody(CellMask mask) {
        board.locked(() -> board.cells.custody(mask));
    }

    @Override
    public void onEvent(PeerEvent event) {
        if (event instanceof PeerEvent.Disconnected) {
            // A seat that was taken later is that of the next link.
            board.locked(() -> board.seat(event.peer())
                    .filter(seat -> !event.at().isBefore(seat.since()))
                    .ifPresent(board::remove));
        }
    }

    @Override
    public boolean wantsMessages() {
        return false;
    }

    void leave(Seat seat) {
        board.locked(() -> board.remove(seat));
    }

    Incoming incoming() {
        return incoming;
    }

    Outgoing outgoing() {
        return outgoing;
    }

    Serving serving() {
        return serving;
    }

    /** Tells peers of a transaction that can be executed now. */
    void added(PooledTransaction pooled) {
        outgoing.added(pooled);
    }

    /** That a transaction is in a block: nobody is asked for it. */
    void settled(Hash hash) {
        board.locked(() -> {
            board.settled.add(hash);
            board.bodies.arrived(hash);
            board.cells.forget(hash);
        });
    }

    /** Lets what was refused some time ago be fetched again. To be called every few minutes. */
    void age() {
        board.locked(board.settled::age);
    }
}
