package org.jackfield.pool;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.NodeId;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;
import org.jackfield.chain.RawTransaction;
import org.jackfield.chain.Transaction;
import org.jackfield.kzg.Kzg;

/**
 * The relay: one lock over seats and fetchers, held for bookkeeping only. Reading and judging transactions is done by the thread
 * that brings them; peers are woken once the lock is free. The pool's lock may be taken within this one, never the other way.
 */
final class SeatedRelay implements TransactionRelay, PeerEventListener {

    /** Transactions of one message at most: geth's {@code maxTransactionAnnouncements}. */
    private static final int MAX_TRANSACTIONS = 5000;
    /** Beyond it a transaction is announced only: geth's {@code txMaxBroadcastSize}. */
    private static final int MAX_BROADCAST_BYTES = 4096;
    /** What was refused or is in a block is not fetched again; between this and twice as many. */
    private static final int MAX_SETTLED = 1 << 15;
    /** EIP-4844: blobs of a transaction, as the wire has them, and their proofs. */
    private static final long MAX_BLOB_BYTES = 1 << 20;

    private final MemoryPool pool;
    private final Admission admission;
    private final Serving serving;
    private final Timer timer;
    private final InstantSource clock;
    private final Directions directions;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<NodeId, Seat> seats = new LinkedHashMap<>();
    private final BodyFetcher bodies = new BodyFetcher();
    private final CellFetcher cells;
    private final KnownHashes settled = new KnownHashes(MAX_SETTLED);
    private final Set<Seat> toWake = new LinkedHashSet<>();
    private long lastId;
    private long tickAt = Long.MAX_VALUE;

    SeatedRelay(MemoryPool pool, Admission admission, Timer timer, InstantSource clock, RandomGenerator random) {
        this.pool = pool;
        this.admission = admission;
        this.timer = timer;
        this.clock = clock;
        serving = new Serving(pool, admission.kzg());
        cells = new CellFetcher(random);
        directions = new Directions(random.nextLong());
        lastId = random.nextInt(Integer.MAX_VALUE);
    }

    @Override
    public TransactionSeat join(NodeId peer, int version, Runnable wake) {
        return locked(() -> {
            Optional.ofNullable(seats.get(peer)).ifPresent(this::remove);
            Seat seat = new Seat(this, peer, version, wake, clock.instant());
            seats.put(peer, seat);
            for (PooledTransaction pooled : pool.executable()) {
                if (seat.known.add(pooled.hash())) {
                    seat.outbox.announce(pooled.hash());
                }
            }
            toWake.add(seat);
            return seat;
        });
    }

    @Override
    public TransactionSeat rejoin(NodeId peer, int version, Runnable wake) {
        Optional<Seat> standing = locked(() -> {
            Optional<Seat> seat = Optional.ofNullable(seats.get(peer)).filter(one -> one.version() == version);
            seat.ifPresent(one -> {
                one.wake = wake;
                toWake.add(one);
            });
            return seat;
        });
        return standing.isPresent() ? standing.get() : join(peer, version, wake);
    }

    @Override
    public void custody(CellMask mask) {
        locked(() -> cells.custody(mask));
    }

    @Override
    public void onEvent(PeerEvent event) {
        if (event instanceof PeerEvent.Disconnected) {
            // A seat that was taken later is that of the next link.
            locked(() -> Optional.ofNullable(seats.get(event.peer()))
                    .filter(seat -> !event.at().isBefore(seat.since()))
                    .ifPresent(this::remove));
        }
    }

    @Override
    public boolean wantsMessages() {
        return false;
    }

    Serving serving() {
        return serving;
    }

    /** Tells peers of a transaction that can be executed now. */
    void added(PooledTransaction pooled) {
        locked(() -> {
            boolean whole = !pooled.hasBlobs() && pooled.size(false) <= MAX_BROADCAST_BYTES;
            Set<Seat> direct = whole ? directions.of(pooled.sender(), seats.values()) : Set.of();
            for (Seat seat : seats.values()) {
                if (!seat.known.add(pooled.hash())) {
                    continue;
                }
                if (direct.contains(seat)) {
                    seat.outbox.broadcast(pooled.hash());
                } else {
                    seat.outbox.announce(pooled.hash());
                }
                toWake.add(seat);
            }
        });
    }

    /** That a transaction is in a block: nobody is asked for it. */
    void settled(Hash hash) {
        locked(() -> {
            settled.add(hash);
            bodies.arrived(hash);
            cells.forget(hash);
        });
    }

    /** Lets what was refused some time ago be fetched again. To be called every few minutes. */
    void age() {
        locked(settled::age);
    }

    Optional<TransactionMessage> next(Seat seat) {
        return locked(() -> {
            if (seat.left) {
                return Optional.<TransactionMessage>empty();
            }
            if (seat.pending.isEmpty() || isStale(seat, seat.pending.get())) {
                seat.pending = bodies.next(seat, ++lastId, timer.now())
                        .or(() -> cells.next(seat, ++lastId, timer.now()))
                        .or(() -> seat.outbox.next(pool::find));
            }
            return seat.pending;
        });
    }

    void sent(Seat seat, TransactionMessage message) {
        locked(() -> {
            if (seat.pending.filter(message::equals).isEmpty()) {
                return;
            }
            seat.pending = Optional.empty();
            if (message instanceof TransactionMessage.TransactionsRequest) {
                bodies.sent(seat, ((TransactionMessage.TransactionsRequest) message).id(), timer.now());
            } else if (message instanceof TransactionMessage.CellsRequest) {
                cells.sent(seat, ((TransactionMessage.CellsRequest) message).id(), timer.now());
            }
        });
    }

    void announced(Seat seat, List<AnnouncedTransaction> transactions, CellMask mask) {
        locked(() -> {
            if (!seat.left) {
                transactions.forEach(transaction -> announced(seat, transaction, mask));
            }
        });
    }

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
            List<BodyReader.Body> fresh = locked(() -> take(seat, came));
            for (BodyReader.Body body : fresh) {
                admit(seat, body, Map.of());
            }
        });
    }

    void answered(Seat seat, long id, List<RawTransaction> raws) throws DisconnectException {
        if (!locked(() -> bodies.awaits(seat, id))) {
            return;
        }
        orExpel(seat, () -> {
            List<BodyReader.Body> came = BodyReader.read(raws);
            Map<BodyReader.Body, Map<Seat, BodyFetcher.Claim>> fresh = new LinkedHashMap<>();
            lock.lock();
            try {
                if (!bodies.awaits(seat, id)) {
                    return;
                }
                check(seat, came);
                accept(seat, came, fresh);
            } finally {
                lock.unlock();
            }
            for (Map.Entry<BodyReader.Body, Map<Seat, BodyFetcher.Claim>> entry : fresh.entrySet()) {
                admit(seat, entry.getKey(), entry.getValue());
            }
        });
        locked(() -> toWake.add(seat));
    }

    void answered(Seat seat, long id, CellsAnswer answer) throws DisconnectException {
        orExpel(seat, () -> {
            List<CellFetcher.Delivery> deliveries = new ArrayList<>();
            lock.lock();
            try {
                if (cells.awaits(seat, id)) {
                    deliveries.addAll(cells.answered(seat, answer));
                }
            } finally {
                lock.unlock();
            }
            boolean forged = false;
            for (CellFetcher.Delivery delivery : deliveries) {
                forged |= !take(delivery);
            }
            if (forged) {
                throw DisconnectException.subprotocol("cells that are not those of the blobs");
            }
        });
    }

    void leave(Seat seat) {
        locked(() -> remove(seat));
    }

    private void announced(Seat seat, AnnouncedTransaction transaction, CellMask mask) {
        Hash hash = new Hash(transaction.hash());
        seat.known.add(hash);
        if (settled.has(hash) || !isWanted(seat, transaction) || pool.find(hash).isPresent()) {
            return;
        }
        if (cells.has(hash)) {
            if (seat.slim()) {
                cells.announced(seat, hash, mask);
            }
        } else {
            bodies.announced(
                    seat, hash, new BodyFetcher.Claim(transaction.type(), transaction.size(), mask), timer.now());
        }
    }

    private boolean isWanted(Seat seat, AnnouncedTransaction transaction) {
        boolean blob = transaction.type() == Transaction.BLOB;
        long most = TransactionRules.MAX_BYTES + (blob ? MAX_BLOB_BYTES : 0);
        return transaction.type() <= Transaction.SET_CODE
                && transaction.size() <= most
                && !(blob && admission.kzg().isEmpty());
    }

    private void check(Seat seat, List<BodyReader.Body> came) throws DisconnectException {
        List<BodyFetcher.Delivery> deliveries = new ArrayList<>();
        for (BodyReader.Body body : came) {
            // Of a blob transaction that cannot be read the hash is unknown, as its sidecar does not count for it.
            if (body.transaction().isPresent() || body.type() != Transaction.BLOB) {
                deliveries.add(new BodyFetcher.Delivery(body.hash(), body.type(), body.size()));
            }
        }
        bodies.check(seat, deliveries);
        for (BodyReader.Body body : came) {
            Optional<String> breach = body.transaction()
                    .filter(transaction -> transaction.type() == Transaction.BLOB)
                    .flatMap(transaction -> SidecarRules.breach(transaction, !seat.slim()));
            if (breach.isPresent()) {
                throw DisconnectException.subprotocol(body.hash() + ": " + breach.get());
            }
        }
    }

    private void accept(
            Seat seat, List<BodyReader.Body> came, Map<BodyReader.Body, Map<Seat, BodyFetcher.Claim>> fresh) {
        Set<Hash> delivered = new HashSet<>();
        came.forEach(body -> delivered.add(body.hash()));
        bodies.answered(seat, delivered);
        for (BodyReader.Body body : came) {
            seat.known.add(body.hash());
            fresh.put(body, bodies.arrived(body.hash()));
        }
    }

    /** Notes who has what; what is left is to be judged. */
    private List<BodyReader.Body> take(Seat seat, List<BodyReader.Body> came) {
        List<BodyReader.Body> fresh = new ArrayList<>();
        for (BodyReader.Body body : came) {
            seat.known.add(body.hash());
            bodies.arrived(body.hash());
            if (!seat.left
                    && !settled.has(body.hash())
                    && pool.find(body.hash()).isEmpty()) {
                fresh.add(body);
            }
        }
        return fresh;
    }

    /** Judges a transaction and puts it into the pool, or has its cells fetched first. */
    private void admit(Seat seat, BodyReader.Body body, Map<Seat, BodyFetcher.Claim> claims)
            throws DisconnectException {
        if (body.transaction().isEmpty()) {
            locked(() -> settled.add(body.hash()));
            return;
        }
        try {
            if (body.type() == Transaction.BLOB && seat.slim()) {
                PooledTransaction pooled =
                        admission.judgeSlim(body.transaction().get());
                // Whether it replaces another one is judged when its cells are here: either may be gone by then.
                pool.probe(pooled);
                locked(() -> cells.add(pooled, holders(claims), timer.now()));
            } else {
                pool.offer(admission.judge(body.transaction().get()));
            }
        } catch (InvalidTransactionException e) {
            if (e.kind() == InvalidTransactionException.Kind.FORGERY) {
                locked(() -> ask(body.hash(), claims));
            }
            refuse(body.hash(), e);
        }
    }

    /** Has a transaction fetched again, of whoever announced it; who sent a forged one loses its seat all the same. */
    private void ask(Hash hash, Map<Seat, BodyFetcher.Claim> claims) {
        claims.forEach((seat, claim) -> {
            if (!seat.left) {
                bodies.announced(seat, hash, claim, timer.now());
            }
        });
    }

    private void refuse(Hash hash, InvalidTransactionException refusal) throws DisconnectException {
        if (refusal.kind() == InvalidTransactionException.Kind.FORGERY) {
            throw DisconnectException.subprotocol(hash + ": " + refusal.getMessage());
        }
        if (refusal.kind() == InvalidTransactionException.Kind.RULE) {
            locked(() -> settled.add(hash));
        }
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

    /** @return whether the cells are right */
    private boolean take(CellFetcher.Delivery delivery) throws DisconnectException {
        PooledTransaction pooled = delivery.fetch().pooled;
        Blobs named = pooled.blobs().orElseThrow();
        if (!admission.sidecars().proven(named, delivery.cells())) {
            locked(() -> cells.refuted(delivery));
            return false;
        }
        Optional<NavigableMap<Integer, List<byte[]>>> enough = locked(() -> cells.proven(delivery));
        if (enough.isPresent()) {
            Kzg kzg = admission.kzg().orElseThrow();
            Blobs blobs = named.with(enough.get(), kzg);
            try {
                pool.offer(new PooledTransaction(pooled.transaction(), pooled.sender(), Optional.of(blobs)));
            } catch (InvalidTransactionException e) {
                refuse(pooled.hash(), e);
            }
        }
        return true;
    }

    /** A request that was taken up and not sent in time is void; others may have been asked meanwhile. */
    private boolean isStale(Seat seat, TransactionMessage message) {
        if (message instanceof TransactionMessage.TransactionsRequest) {
            return !bodies.awaits(seat, ((TransactionMessage.TransactionsRequest) message).id());
        }
        return message instanceof TransactionMessage.CellsRequest
                && !cells.awaits(seat, ((TransactionMessage.CellsRequest) message).id());
    }

    private void remove(Seat seat) {
        if (!seat.left) {
            seat.left = true;
            seats.remove(seat.peer(), seat);
            bodies.left(seat);
            cells.left(seat);
        }
    }

    private void tick() {
        locked(() -> {
            tickAt = Long.MAX_VALUE;
            bodies.tick(timer.now());
            cells.tick(timer.now());
        });
    }

    private interface Step {
        void run() throws DisconnectException;
    }

    /** A peer that is to go loses its seat at once, so that others are asked. */
    private void orExpel(Seat seat, Step step) throws DisconnectException {
        try {
            step.run();
        } catch (DisconnectException e) {
            leave(seat);
            throw e;
        }
    }

    private void locked(Runnable change) {
        locked(() -> {
            change.run();
            return true;
        });
    }

    /** Changes something, then wakes whom that concerns, and sees to it that the next tick comes in time. */
    private <T> T locked(Supplier<T> change) {
        List<Runnable> wakes = new ArrayList<>();
        long delay = -1;
        T result;
        lock.lock();
        try {
            result = change.get();
            toWake.addAll(bodies.takeReady());
            toWake.addAll(cells.takeReady());
            toWake.forEach(seat -> wakes.add(seat.left ? () -> {} : seat.wake));
            toWake.clear();
            long due = Math.min(bodies.due(), cells.due());
            if (due < tickAt) {
                tickAt = due;
                delay = Math.max(0, due - timer.now());
            }
        } finally {
            lock.unlock();
        }
        wakes.forEach(Runnable::run);
        if (delay >= 0) {
            timer.after(delay, this::tick);
        }
        return result;
    }
}
