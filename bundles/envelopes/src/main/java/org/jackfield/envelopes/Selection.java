package org.jackfield.envelopes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chooses what a peer is sent of the pool: what it does not know, is of interest to it and has the work that it asks for. Only
 * what has come since the former cycle is looked at, unless the peer wants something else now. An envelope is marked when it is
 * chosen, so that a peer's other seat does not choose it too.
 */
final class Selection {

    /** How many are looked at with the lock held. */
    private static final int AT_A_TIME = 512;

    private final Guard guard;
    private final MemoryPool pool;

    Selection(Guard guard, MemoryPool pool) {
        this.guard = guard;
        this.pool = pool;
    }

    /**
     * Some that the peer may want.
     *
     * @param end up to where the pool has been looked through; 0: there was nothing to be looked through
     * @param round in which they were found
     * @param maxBytes of a packet that the peer takes
     */
    private record Candidates(List<Pooled> pooled, double minWork, long end, int round, int maxBytes) {}

    /** @param end up to where candidates have been judged */
    private record Picks(List<Pooled> pooled, long end) {}

    Optional<EnvelopeMessage> next(Seat seat) {
        while (true) {
            Candidates candidates = guard.locked(() -> candidates(seat));
            if (candidates.end() == 0) {
                return Optional.empty();
            }
            Picks picks = pick(seat, candidates);
            Optional<EnvelopeMessage> message = guard.locked(() -> take(seat, candidates.round(), picks));
            if (message.isPresent()) {
                return message;
            }
        }
    }

    /** What can be told at a glance. */
    private Candidates candidates(Seat seat) {
        List<Pooled> found = new ArrayList<>();
        long end = 0;
        if (!seat.left && seat.cursor < seat.horizon) {
            end = seat.horizon;
            int seen = 0;
            for (Pooled pooled : pool.table().between(seat.cursor, seat.horizon)) {
                if (wants(seat, pooled)) {
                    found.add(pooled);
                }
                if (++seen == AT_A_TIME) {
                    end = pooled.sequence;
                    break;
                }
            }
        }
        // A peer that takes more than a packet of 1 MiB is known only from our being set to take it.
        int maxBytes = Math.max(Packet.MAX_BYTES, pool.current().maxMessageBytes());
        return new Candidates(found, seat.traits.minWork(), end, seat.round, maxBytes);
    }

    private static boolean wants(Seat seat, Pooled pooled) {
        return !pooled.knownTo.get(seat.party().slot())
                && (pooled.own || !seat.light)
                && seat.wants(pooled.envelope.topic());
    }

    /** Without the lock, as work of the other generation may have to be counted first. Ends where the packet is full. */
    private static Picks pick(Seat seat, Candidates candidates) {
        Packet packet = new Packet();
        List<Pooled> picks = new ArrayList<>();
        for (Pooled pooled : candidates.pooled()) {
            boolean worthy = Packet.bytes(pooled.envelope) <= candidates.maxBytes()
                    && pooled.proof.work(seat.generation) >= candidates.minWork();
            if (worthy && !packet.add(pooled.envelope)) {
                return new Picks(picks, pooled.sequence - 1);
            }
            if (worthy) {
                picks.add(pooled);
            }
        }
        return new Picks(picks, candidates.end());
    }

    private Optional<EnvelopeMessage> take(Seat seat, int round, Picks picks) {
        if (seat.left) {
            return Optional.empty();
        }
        if (seat.round == round) {
            seat.cursor = picks.end();
        }
        int slot = seat.party().slot();
        List<Pooled> unknown =
                picks.pooled().stream().filter(one -> !one.knownTo.get(slot)).toList();
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        unknown.forEach(one -> one.knownTo.set(slot));
        seat.picked = unknown;
        return Outgoing.hold(
                seat,
                Optional.of(new EnvelopeMessage.Envelopes(
                        unknown.stream().map(one -> one.envelope).toList())));
    }
}
