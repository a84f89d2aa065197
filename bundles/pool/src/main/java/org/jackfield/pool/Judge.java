package org.jackfield.pool;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.chain.Transaction;
import org.jackfield.crypto.Hash;

/**
 * Judges what peers have sent and puts it into the pool. That takes its time, and is therefore done without the switchboard's
 * lock, by the thread that brings it.
 */
final class Judge {

    private final Switchboard board;
    private final MemoryPool pool;
    private final Admission admission;

    Judge(Switchboard board, MemoryPool pool, Admission admission) {
        this.board = board;
        this.pool = pool;
        this.admission = admission;
    }

    /**
     * Puts a transaction into the pool, or has its cells fetched first.
     *
     * @param claims what peers said of it
     * @return whether it keeps to the rules
     * @throws DisconnectException if nobody can have sent it by mistake
     */
    boolean admit(Seat seat, BodyReader.Body body, Map<Seat, BodyFetcher.Claim> claims) throws DisconnectException {
        if (body.transaction().isEmpty()) {
            settle(body.hash());
            return false;
        }
        Transaction transaction = body.transaction().get();
        try {
            if (body.type() == Transaction.BLOB && seat.slim()) {
                PooledTransaction pooled = admission.judgeSlim(transaction);
                // Whether it replaces another one is judged when its cells are here: either may be gone by then.
                pool.probe(pooled);
                board.locked(() -> board.cells.add(pooled, holders(claims), board.now()));
            } else {
                pool.offer(admission.judge(transaction));
            }
            return true;
        } catch (InvalidTransactionException e) {
            if (e.kind() == InvalidTransactionException.Kind.FORGERY) {
                askAgain(body.hash(), claims);
            }
            refuse(body.hash(), e);
            return e.kind() != InvalidTransactionException.Kind.RULE;
        }
    }

    /** @return whether the cells are right */
    boolean prove(CellFetcher.Delivery delivery) throws DisconnectException {
        Blobs named = delivery.fetch().pooled.blobs().orElseThrow();
        if (!admission.sidecars().proven(named, delivery.cells())) {
            board.locked(() -> board.cells.refuted(delivery));
            return false;
        }
        Optional<NavigableMap<Integer, List<byte[]>>> enough = board.locked(() -> board.cells.proven(delivery));
        if (enough.isPresent()) {
            Blobs blobs = named.with(enough.get(), admission.kzg().orElseThrow());
            offer(delivery.fetch().pooled, blobs);
        }
        return true;
    }

    private void offer(PooledTransaction slim, Blobs blobs) throws DisconnectException {
        try {
            pool.offer(new PooledTransaction(slim.transaction(), slim.sender(), Optional.of(blobs)));
        } catch (InvalidTransactionException e) {
            refuse(slim.hash(), e);
        }
    }

    /** Has a transaction fetched again, of whoever announced it; who sent a forged one loses its seat all the same. */
    private void askAgain(Hash hash, Map<Seat, BodyFetcher.Claim> claims) {
        board.locked(() -> claims.forEach((seat, claim) -> {
            if (!seat.left) {
                board.bodies.announced(seat, hash, claim, board.now());
            }
        }));
    }

    private void refuse(Hash hash, InvalidTransactionException refusal) throws DisconnectException {
        if (refusal.kind() == InvalidTransactionException.Kind.FORGERY) {
            throw DisconnectException.subprotocol(hash + ": " + refusal.getMessage());
        }
        if (refusal.kind() != InvalidTransactionException.Kind.MOMENT) {
            settle(hash);
        }
    }

    private void settle(Hash hash) {
        board.locked(() -> board.settled.add(hash));
    }

    private static Map<Seat, CellMask> holders(Map<Seat, BodyFetcher.Claim> claims) {
        Map<Seat, CellMask> holders = new HashMap<>();
        claims.forEach((seat, claim) -> {
            if (seat.slim()) {
                holders.put(seat, claim.cells());
            }
        });
        return holders;
    }
}
