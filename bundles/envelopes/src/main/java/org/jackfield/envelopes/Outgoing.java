package org.jackfield.envelopes;

import java.util.List;
import java.util.Optional;

/** What seats have to send: what we tell of ourselves, then what is for the peer alone, then what is of the pool, then answers. */
final class Outgoing {

    private final Guard guard;
    private final MemoryPool pool;
    private final Selection selection;
    private final Archive archive;
    private final Questions questions;

    Outgoing(Guard guard, MemoryPool pool, Archive archive, Questions questions) {
        this.guard = guard;
        this.pool = pool;
        this.archive = archive;
        this.questions = questions;
        selection = new Selection(guard, pool);
    }

    Optional<EnvelopeMessage> next(Seat seat) {
        return guard.<Optional<EnvelopeMessage>>locked(() -> current(seat).or(() -> hold(seat, own(seat))))
                .or(() -> selection.next(seat))
                .or(() -> archive.next(seat));
    }

    void sent(Seat seat, EnvelopeMessage message) {
        guard.locked(() -> {
            if (seat.current.isPresent() && seat.current.get() == message) {
                seat.current = Optional.empty();
                seat.picked = List.of();
            }
            if (message instanceof EnvelopeMessage.Ask ask && seat.wire() == Wire.SHH_6) {
                questions.asked(seat, ask.request());
            }
        });
    }

    /** Keeps what the seat has handed out. */
    static Optional<EnvelopeMessage> hold(Seat seat, Optional<EnvelopeMessage> message) {
        if (seat.left) {
            return Optional.empty();
        }
        seat.current = message;
        return message;
    }

    private static Optional<EnvelopeMessage> current(Seat seat) {
        return seat.left ? Optional.empty() : seat.current;
    }

    private Optional<EnvelopeMessage> own(Seat seat) {
        return settings(seat).or(() -> ask(seat)).or(() -> direct(seat));
    }

    private Optional<EnvelopeMessage> settings(Seat seat) {
        PoolSettings former = seat.told;
        PoolSettings now = pool.current();
        seat.told = now;
        boolean concerned =
                former.minWork() != now.minWork() || !former.interest().equals(now.interest());
        return concerned ? Optional.of(new EnvelopeMessage.Settings(former, now)) : Optional.empty();
    }

    private static Optional<EnvelopeMessage> ask(Seat seat) {
        return Optional.ofNullable(seat.asks.poll()).map(EnvelopeMessage.Ask::new);
    }

    private static Optional<EnvelopeMessage> direct(Seat seat) {
        Packet packet = new Packet();
        while (!seat.directs.isEmpty() && mayAdd(seat, packet) && packet.add(seat.directs.peek())) {
            seat.directBytes -= seat.directs.poll().encoded().length;
        }
        return packet.isEmpty() ? Optional.empty() : Optional.of(new EnvelopeMessage.Direct(packet.envelopes()));
    }

    /** In shh/6 a direct message is one envelope. */
    static boolean mayAdd(Seat seat, Packet packet) {
        return packet.isEmpty() || seat.wire() == Wire.WAKU_1;
    }
}
