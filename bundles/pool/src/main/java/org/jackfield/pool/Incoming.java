package org.jackfield.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jackfield.api.DisconnectException;
import org.jackfield.chain.RawTransaction;
import org.jackfield.chain.Transaction;
import org.jackfield.crypto.Hash;

/**
 * What peers announce, send and answer: read, held against what was asked, and what is new given to the {@link Judge}. A peer
 * that has to go loses its seat at once, so that others are asked.
 */
final class Incoming {

    /** Transactions of one message at most: geth's {@code maxTransactionAnnouncements}. */
    private static final int MAX_TRANSACTIONS = 5000;
    /** Transactions that are judged before it is asked whether they were too bad: geth's {@code addTxsBatchSize}. */
    static final int BATCH = 128;
    /** How long a peer waits after more than a quarter of a batch was invalid: as geth. */
    static final long REST_MILLIS = 200;
    /** EIP-4844: blobs of a transaction, as the wire has them, and their proofs. */
    private static final long MAX_BLOB_BYTES = 1 << 20;

    private final Switchboard board;
    private final MemoryPool pool;
    private final Judge judge;
    /** Whether there is anything to prove blobs with. */
    private final boolean takesBlobs;

    Incoming(Switchboard board, MemoryPool pool, Judge judge, boolean takesBlobs) {
        this.board = board;
        this.pool = pool;
        this.judge = judge;
        this.takesBlobs = takesBlobs;
    }

    void announced(Seat seat, List<AnnouncedTransaction> transactions, CellMask mask) {
        board.locked(() -> {
            if (!seat.left) {
                // One time for all of a message, or those of the next millisecond would be asked for in a second
                // request.
                long now = board.now();
                transactions.forEach(transaction -> announced(seat, transaction, mask, now));
            }
        });
    }

    /** Transactions that nobody asked for. */
    void received(Seat seat, List<RawTransaction> raws) throws DisconnectException {
        orExpel(seat, () -> {
            if (raws.size() > MAX_TRANSACTIONS) {
                throw DisconnectException.subprotocol(raws.size() + " transactions in one message");
            }
            List<BodyReader.Body> came = BodyReader.read(raws);
            for (BodyReader.Body body : came) {
                if (body.type() == Transaction.BLOB) {
                    throw DisconnectException.subprotocol("blob transaction " + body.hash() + " that nobody asked for");
                }
            }
            List<BodyReader.Body> fresh = board.locked(() -> fresh(seat, came));
            for (int from = 0; from < fresh.size(); from += BATCH) {
                List<BodyReader.Body> batch = fresh.subList(from, Math.min(from + BATCH, fresh.size()));
                if (!board.locked(() -> putOff(seat, batch))) {
                    admit(seat, batch, Map.of());
                }
            }
        });
    }

    boolean answered(Seat seat, long id, List<RawTransaction> raws) throws DisconnectException {
        if (!board.locked(() -> board.bodies.awaits(seat, id))) {
            return false;
        }
        orExpel(seat, () -> {
            List<BodyReader.Body> came = BodyReader.read(raws);
            Map<BodyReader.Body, Map<Seat, BodyFetcher.Claim>> accepted = accept(seat, id, came);
            admit(seat, accepted.keySet(), accepted);
        });
        board.locked(() -> board.wake(seat));
        return true;
    }

    boolean answered(Seat seat, long id, CellsAnswer answer) throws DisconnectException {
        if (!board.locked(() -> board.cells.awaits(seat, id))) {
            return false;
        }
        orExpel(seat, () -> {
            boolean forged = false;
            for (CellFetcher.Delivery delivery : accept(seat, id, answer)) {
                forged |= !judge.prove(delivery);
            }
            if (forged) {
                throw DisconnectException.subprotocol("cells that are not those of the blobs");
            }
        });
        return true;
    }

    /** A peer that sends much that breaks rules has to wait. */
    private void admit(
            Seat seat, Collection<BodyReader.Body> bodies, Map<BodyReader.Body, Map<Seat, BodyFetcher.Claim>> claims)
            throws DisconnectException {
        int refused = 0;
        for (BodyReader.Body body : bodies) {
            refused += judge.admit(seat, body, claims.getOrDefault(body, Map.of())) ? 0 : 1;
        }
        if (refused > (bodies.size() + 3) / 4) {
            board.locked(() -> board.rest(seat, REST_MILLIS));
        }
    }

    /** What a peer broadcasts that has to wait counts as announced: it is asked for later, of this peer or another. */
    private boolean putOff(Seat seat, List<BodyReader.Body> batch) {
        if (board.rests(seat)) {
            long now = board.now();
            batch.forEach(body -> announced(
                    seat,
                    new AnnouncedTransaction(
                            body.type(), body.size(), body.hash().bytes()),
                    CellMask.ALL,
                    now));
        }
        return board.rests(seat);
    }

    private void announced(Seat seat, AnnouncedTransaction transaction, CellMask mask, long now) {
        Hash hash = Hash.of(transaction.hash());
        seat.known.add(hash);
        if (board.settled.has(hash) || !isWanted(transaction) || pool.find(hash).isPresent()) {
            return;
        }
        if (!board.cells.has(hash)) {
            BodyFetcher.Claim claim = new BodyFetcher.Claim(transaction.type(), transaction.size(), mask);
            board.bodies.announced(seat, hash, claim, now);
        } else if (seat.slim()) {
            board.cells.announced(seat, hash, mask);
        }
    }

    private boolean isWanted(AnnouncedTransaction transaction) {
        boolean blob = transaction.type() == Transaction.BLOB;
        long most = TransactionRules.MAX_BYTES + (blob ? MAX_BLOB_BYTES : 0);
        return transaction.type() <= Transaction.SET_CODE && transaction.size() <= most && (takesBlobs || !blob);
    }

    /** Notes who has what; what is left is to be judged. */
    private List<BodyReader.Body> fresh(Seat seat, List<BodyReader.Body> came) {
        List<BodyReader.Body> fresh = new ArrayList<>();
        for (BodyReader.Body body : came) {
            Hash hash = body.hash();
            seat.known.add(hash);
            board.bodies.arrived(hash);
            if (!seat.left && !board.settled.has(hash) && pool.find(hash).isEmpty()) {
                fresh.add(body);
            }
        }
        return fresh;
    }

    /**
     * Holds an answer against its request, and ends that.
     *
     * @return what came, each with what peers said of it; nothing if the request has ended meanwhile
     */
    private Map<BodyReader.Body, Map<Seat, BodyFetcher.Claim>> accept(Seat seat, long id, List<BodyReader.Body> came)
            throws DisconnectException {
        return board.locked(() -> {
            Map<BodyReader.Body, Map<Seat, BodyFetcher.Claim>> accepted = new LinkedHashMap<>();
            if (board.bodies.awaits(seat, id)) {
                check(seat, came);
                board.bodies.answered(
                        seat, came.stream().map(BodyReader.Body::hash).collect(Collectors.toSet()));
                for (BodyReader.Body body : came) {
                    seat.known.add(body.hash());
                    accepted.put(body, board.bodies.arrived(body.hash()));
                }
            }
            return accepted;
        });
    }

    private List<CellFetcher.Delivery> accept(Seat seat, long id, CellsAnswer answer) throws DisconnectException {
        return board.locked(() -> board.cells.awaits(seat, id) ? board.cells.answered(seat, answer) : List.of());
    }

    private void check(Seat seat, List<BodyReader.Body> came) throws DisconnectException {
        List<BodyFetcher.Delivery> deliveries = new ArrayList<>();
        for (BodyReader.Body body : came) {
            // Of a blob transaction that cannot be read the hash is unknown, as its sidecar does not count for it.
            if (body.transaction().isPresent() || body.type() != Transaction.BLOB) {
                deliveries.add(new BodyFetcher.Delivery(body.hash(), body.type(), body.size()));
            }
        }
        board.bodies.check(seat, deliveries);
        for (BodyReader.Body body : came) {
            Optional<String> breach = body.transaction()
                    .filter(transaction -> transaction.type() == Transaction.BLOB)
                    .flatMap(transaction -> SidecarRules.breach(transaction, !seat.slim()));
            if (breach.isPresent()) {
                throw DisconnectException.subprotocol(body.hash() + ": " + breach.get());
            }
        }
    }

    private interface Step {
        void run() throws DisconnectException;
    }

    private void orExpel(Seat seat, Step step) throws DisconnectException {
        try {
            step.run();
        } catch (DisconnectException e) {
            board.locked(() -> board.remove(seat));
            throw e;
        }
    }
}
