package org.jackfield.pool;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jackfield.api.DisconnectException;
import org.jackfield.crypto.Hash;

/**
 * Fetches the cells of blob transactions that came without their blobs (EIP-8070, eth/72). Of some transactions, picked at
 * random, as many cells as make up the blobs; of the others those that this node is a custodian of, once two peers say that
 * they have all. Guarded by the relay's lock; times are milliseconds of its clock.
 */
final class CellFetcher {

    /** EIP-8070: the share of transactions that is fetched whole. */
    private static final double WHOLE_SHARE = 0.15;
    /** After it a transaction is fetched whole, lest it be lost where peers are few: as geth. */
    static final long AVAILABILITY_MILLIS = 2_000;

    static final long LIFETIME_MILLIS = 120_000;
    private static final long MAX_BYTES = 64 << 20;

    /** Cells that came for a transaction; whether they are right has to be shown. */
    record Delivery(CellFetch fetch, NavigableMap<Integer, List<byte[]>> cells) {

        CellMask mask() {
            return CellMask.of(
                    cells.keySet().stream().mapToInt(Integer::intValue).toArray());
        }
    }

    private final RandomGenerator random;
    /** The oldest first. */
    private final Map<Hash, CellFetch> fetches = new LinkedHashMap<>();
    /** Those that may have to wait for a second peer, likewise; some no longer have to. */
    private final Set<CellFetch> sampling = new LinkedHashSet<>();

    private final OpenRequests<CellQuestion> requests = new OpenRequests<>();
    private final Set<Seat> ready = new LinkedHashSet<>();
    private CellMask custody = CellMask.ALL;
    private long bytes;

    CellFetcher(RandomGenerator random) {
        this.random = random;
    }

    /** Which cells this node is a custodian of, from now on. */
    void custody(CellMask mask) {
        custody = mask;
    }

    boolean has(Hash hash) {
        return fetches.containsKey(hash);
    }

    int size() {
        return fetches.size();
    }

    long bytes() {
        return bytes;
    }

    /**
     * Begins with a transaction whose cells are to be fetched; the oldest is given up if they are too many.
     *
     * @param holders who said to have which cells
     */
    void add(PooledTransaction pooled, Map<Seat, CellMask> holders, long now) {
        if (!has(pooled.hash())) {
            begin(pooled, now);
        }
        holders.forEach((seat, mask) -> announced(seat, pooled.hash(), mask));
        while (bytes > MAX_BYTES && fetches.size() > 1) {
            drop(first(fetches.values()));
        }
    }

    private void begin(PooledTransaction pooled, long now) {
        boolean whole = custody.count() >= CellMask.DATA.count() || random.nextDouble() < WHOLE_SHARE;
        CellFetch fetch = new CellFetch(pooled, now, whole ? CellMask.DATA : custody);
        fetches.put(pooled.hash(), fetch);
        if (!whole) {
            sampling.add(fetch);
        }
        bytes += fetch.bytes();
    }

    /** That a peer has cells of a transaction that waits for some. The first word counts. */
    void announced(Seat seat, Hash hash, CellMask mask) {
        CellFetch fetch = fetches.get(hash);
        if (fetch != null && !fetch.holders.containsKey(seat)) {
            fetch.hold(seat, mask);
            ready.addAll(fetch.holders.keySet());
        }
    }

    /** The next request to a peer; it counts as asked from now on. */
    Optional<TransactionMessage> next(Seat seat, long id, long now) {
        if (requests.has(seat)) {
            return Optional.empty();
        }
        Optional<CellQuestion> next = CellQuestion.to(seat, fetches.values(), random);
        next.ifPresent(question -> {
            question.fetches().forEach(fetch -> fetch.asked = fetch.asked.or(question.mask()));
            requests.open(seat, id, question, now);
        });
        return next.map(question -> question.message(id));
    }

    void sent(Seat seat, long id, long now) {
        requests.sent(seat, id, now);
    }

    boolean awaits(Seat seat, long id) {
        return requests.awaits(seat, id);
    }

    /**
     * Takes an answer apart and ends the request. The cells delivered still count as asked for, until {@link #proven} or
     * {@link #left}.
     *
     * @throws DisconnectException if the answer is not one to the request
     */
    List<Delivery> answered(Seat seat, CellsAnswer answer) throws DisconnectException {
        CellQuestion question = requests.of(seat);
        List<Delivery> deliveries = CellsCheck.deliveries(question, answer);
        requests.close(seat);
        Set<CellFetch> delivered = new HashSet<>();
        deliveries.forEach(delivery -> delivered.add(delivery.fetch()));
        CellMask kept = question.mask().without(answer.mask());
        delivered.forEach(fetch -> release(seat, fetch, kept, kept));
        LeftOut<CellFetch> leftOut = LeftOut.of(question.fetches(), delivered);
        leftOut.absent().forEach(fetch -> release(seat, fetch, question.mask(), CellMask.ALL));
        leftOut.cut().forEach(fetch -> release(seat, fetch, question.mask(), CellMask.NONE));
        ready.add(seat);
        return deliveries;
    }

    /**
     * That cells are what they should be.
     *
     * @return the transaction's cells, once there are enough; it is no longer waited for then
     */
    Optional<NavigableMap<Integer, List<byte[]>>> proven(Delivery delivery) {
        CellFetch fetch = delivery.fetch();
        if (fetches.get(fetch.pooled.hash()) != fetch) {
            return Optional.empty();
        }
        bytes -= fetch.bytes();
        fetch.take(delivery.cells(), delivery.mask());
        bytes += fetch.bytes();
        if (!fetch.isComplete()) {
            ready.addAll(fetch.holders.keySet());
            return Optional.empty();
        }
        drop(fetch);
        return Optional.of(fetch.wanted());
    }

    /** That cells are wrong: they are asked for again, of others. */
    void refuted(Delivery delivery) {
        CellFetch fetch = delivery.fetch();
        fetch.asked = fetch.asked.without(delivery.mask());
        ready.addAll(fetch.holders.keySet());
    }

    void forget(Hash hash) {
        CellFetch fetch = fetches.get(hash);
        if (fetch != null) {
            drop(fetch);
        }
    }

    void left(Seat seat) {
        requests.close(seat).ifPresent(question -> end(seat, question));
        for (CellFetch fetch : List.copyOf(fetches.values())) {
            withdraw(seat, fetch, CellMask.ALL);
        }
        ready.remove(seat);
    }

    /** Ends what has waited long enough. */
    void tick(long now) {
        requests.closeOverdue(now).forEach((seat, question) -> {
            end(seat, question);
            ready.add(seat);
        });
        while (!sampling.isEmpty() && first(sampling).from + AVAILABILITY_MILLIS <= now) {
            CellFetch fetch = first(sampling);
            sampling.remove(fetch);
            if (!fetch.isReady()) {
                fetch.makeWhole();
                ready.addAll(fetch.holders.keySet());
            }
        }
        while (!fetches.isEmpty() && first(fetches.values()).from + LIFETIME_MILLIS <= now) {
            drop(first(fetches.values()));
        }
    }

    /** When {@link #tick} is due; {@link Long#MAX_VALUE} if nothing waits. */
    long due() {
        long due = requests.due();
        if (!sampling.isEmpty()) {
            due = Math.min(due, first(sampling).from + AVAILABILITY_MILLIS);
        }
        return fetches.isEmpty() ? due : Math.min(due, first(fetches.values()).from + LIFETIME_MILLIS);
    }

    /** Those who may have something to be asked for, since the last call. */
    Set<Seat> takeReady() {
        Set<Seat> taken = new LinkedHashSet<>(ready);
        ready.clear();
        return taken;
    }

    /** Ends a request that was not answered. */
    private void end(Seat seat, CellQuestion question) {
        question.fetches().forEach(fetch -> release(seat, fetch, question.mask(), CellMask.ALL));
    }

    /**
     * Lets cells be asked for again.
     *
     * @param absent those that this peer has not
     */
    private void release(Seat seat, CellFetch fetch, CellMask asked, CellMask absent) {
        fetch.asked = fetch.asked.without(asked);
        withdraw(seat, fetch, absent);
        ready.addAll(fetch.holders.keySet());
    }

    /** A peer does not have those cells after all. A transaction that nobody has cells of is given up. */
    private void withdraw(Seat seat, CellFetch fetch, CellMask mask) {
        CellMask left = fetch.holders.getOrDefault(seat, CellMask.NONE).without(mask);
        if (!left.isEmpty()) {
            fetch.holders.put(seat, left);
        } else {
            fetch.holders.remove(seat);
        }
        if (fetch.holders.isEmpty() && fetch.asked.isEmpty()) {
            drop(fetch);
        }
    }

    private void drop(CellFetch fetch) {
        if (fetches.remove(fetch.pooled.hash(), fetch)) {
            bytes -= fetch.bytes();
            sampling.remove(fetch);
        }
    }

    private static CellFetch first(Collection<CellFetch> fetches) {
        return fetches.iterator().next();
    }
}
