package org.jackfield.pool;

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
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jackfield.api.DisconnectException;

/**
 * Fetches the cells of blob transactions that came without their blobs (EIP-8070, eth/72). Of some transactions, picked at
 * random, as many cells as make up the blobs; of the others those that this node is a custodian of, once two peers say that
 * they have all. Guarded by the relay's lock; times are milliseconds of its clock.
 */
final class CellFetcher {

    /** EIP-8070: the share of transactions that is fetched whole. */
    private static final double WHOLE_SHARE = 0.15;
    /** devp2p caps/eth.md, AVAILABILITY_THRESHOLD. */
    private static final int PROVIDERS = 2;
    /** After it a transaction is fetched whole, lest it be lost where peers are few: as geth. */
    static final long AVAILABILITY_MILLIS = 2_000;

    static final long TIMEOUT_MILLIS = 5_000;
    static final long LIFETIME_MILLIS = 120_000;
    /** devp2p caps/eth.md, GetCells. */
    private static final int MAX_HASHES = 64;
    /** devp2p caps/eth.md: what an answer is recommended to have at most. */
    private static final long MAX_ANSWER_BYTES = 2 << 20;

    private static final long MAX_BYTES = 64 << 20;

    /** A transaction that waits for its cells. */
    static final class Fetch {
        final PooledTransaction pooled;
        final long from;
        final Map<Seat, CellMask> holders = new LinkedHashMap<>();
        final NavigableMap<Integer, List<byte[]>> cells = new TreeMap<>();
        /** The cells to be fetched. */
        CellMask target;

        boolean whole;
        boolean available;
        CellMask have = CellMask.NONE;
        CellMask asked = CellMask.NONE;

        Fetch(PooledTransaction pooled, long from, CellMask target) {
            this.pooled = pooled;
            this.from = from;
            this.target = target;
            whole = target.equals(CellMask.DATA);
        }

        void makeWhole() {
            target = CellMask.DATA;
            whole = true;
        }

        int blobs() {
            return pooled.transaction().blobHashes().size();
        }

        /** Enough peers having said that they have all, it is ready for good. */
        void hold(Seat seat, CellMask mask) {
            holders.putIfAbsent(seat, mask);
            long providers =
                    holders.values().stream().filter(CellMask.ALL::equals).count();
            available |= providers >= PROVIDERS;
        }

        boolean isReady() {
            return whole || available;
        }

        boolean isComplete() {
            return whole ? have.count() >= CellMask.DATA.count() : target.isIn(have);
        }

        CellMask missing(Seat seat) {
            CellMask there = holders.getOrDefault(seat, CellMask.NONE);
            return target.without(have).without(asked).and(there);
        }

        long bytes() {
            return pooled.footprint() + (long) cells.size() * blobs() * Blobs.CELL_BYTES;
        }
    }

    /** Cells that came for a transaction; whether they are right has to be shown. */
    record Delivery(Fetch fetch, NavigableMap<Integer, List<byte[]>> cells) {}

    private record Request(long id, List<Fetch> fetches, CellMask mask, long deadline) {}

    private final RandomGenerator random;
    private final Map<Hash, Fetch> fetches = new LinkedHashMap<>();
    private final Map<Seat, Request> requests = new HashMap<>();
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
        boolean whole = custody.count() >= CellMask.DATA.count() || random.nextDouble() < WHOLE_SHARE;
        Fetch fetch = new Fetch(pooled, now, whole ? CellMask.DATA : custody);
        fetches.put(pooled.hash(), fetch);
        bytes += fetch.bytes();
        holders.forEach((seat, mask) -> announced(seat, pooled.hash(), mask));
        while (bytes > MAX_BYTES && fetches.size() > 1) {
            drop(fetches.values().iterator().next());
        }
    }

    /** That a peer has cells of a transaction that waits for some. The first word counts. */
    void announced(Seat seat, Hash hash, CellMask mask) {
        Fetch fetch = fetches.get(hash);
        if (fetch != null && !fetch.holders.containsKey(seat)) {
            fetch.hold(seat, mask);
            ready.addAll(fetch.holders.keySet());
        }
    }

    Optional<TransactionMessage> next(Seat seat, long id, long now) {
        if (requests.containsKey(seat)) {
            return Optional.empty();
        }
        List<Fetch> chosen = new ArrayList<>();
        CellMask mask = CellMask.NONE;
        long expected = 0;
        boolean provider = true;
        for (Fetch fetch : fetches.values()) {
            CellMask missing = fetch.isReady() ? fetch.missing(seat) : CellMask.NONE;
            long size = (long) missing.count() * fetch.blobs() * Blobs.CELL_BYTES;
            boolean fits = chosen.isEmpty() || missing.equals(mask) && expected + size <= MAX_ANSWER_BYTES;
            if (missing.isEmpty() || !fits || chosen.size() == MAX_HASHES) {
                continue;
            }
            chosen.add(fetch);
            mask = missing;
            expected += size;
            provider &= CellMask.ALL.equals(fetch.holders.get(seat));
        }
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ask(seat, id, chosen, provider ? withNoise(mask) : mask, now));
    }

    private TransactionMessage ask(Seat seat, long id, List<Fetch> chosen, CellMask mask, long now) {
        chosen.forEach(fetch -> fetch.asked = fetch.asked.or(mask));
        requests.put(seat, new Request(id, List.copyOf(chosen), mask, now + TIMEOUT_MILLIS));
        List<byte[]> hashes =
                chosen.stream().map(fetch -> fetch.pooled.hash().bytes()).toList();
        return new TransactionMessage.CellsRequest(id, hashes, mask);
    }

    /** EIP-8070, "Sampling noise": one more cell, which a peer that only pretends to have all cannot foresee. */
    private CellMask withNoise(CellMask mask) {
        int[] others = CellMask.ALL.without(mask).indices();
        return others.length == 0 ? mask : mask.or(CellMask.of(others[random.nextInt(others.length)]));
    }

    void sent(Seat seat, long id, long now) {
        requests.computeIfPresent(
                seat,
                (key, request) -> request.id() == id
                        ? new Request(id, request.fetches(), request.mask(), now + TIMEOUT_MILLIS)
                        : request);
    }

    boolean awaits(Seat seat, long id) {
        Request request = requests.get(seat);
        return request != null && request.id() == id;
    }

    /**
     * Takes an answer apart and ends the request. The cells delivered still count as asked for, until {@link #proven} or
     * {@link #left}.
     *
     * @throws DisconnectException if the answer is not one to the request
     */
    List<Delivery> answered(Seat seat, CellsAnswer answer) throws DisconnectException {
        Request request = requests.get(seat);
        List<Delivery> deliveries = CellsCheck.deliveries(request.fetches(), request.mask(), answer);
        requests.remove(seat);
        Set<Fetch> delivered = new HashSet<>();
        deliveries.forEach(delivery -> delivered.add(delivery.fetch()));
        int last = -1;
        for (int i = 0; i < request.fetches().size(); i++) {
            last = delivered.contains(request.fetches().get(i)) ? i : last;
        }
        for (int i = 0; i < request.fetches().size(); i++) {
            Fetch fetch = request.fetches().get(i);
            if (delivered.contains(fetch)) {
                CellMask kept = request.mask().without(answer.mask());
                fetch.asked = fetch.asked.without(kept);
                withdraw(seat, fetch, kept);
            } else if (last < 0 || i < last) {
                fetch.asked = fetch.asked.without(request.mask());
                withdraw(seat, fetch, CellMask.ALL);
            } else {
                fetch.asked = fetch.asked.without(request.mask());
            }
            ready.addAll(fetch.holders.keySet());
        }
        ready.add(seat);
        return deliveries;
    }

    /**
     * That cells are what they should be.
     *
     * @return the transaction's cells, once there are enough; it is no longer waited for then
     */
    Optional<NavigableMap<Integer, List<byte[]>>> proven(Delivery delivery) {
        Fetch fetch = delivery.fetch();
        if (fetches.get(fetch.pooled.hash()) != fetch) {
            return Optional.empty();
        }
        bytes -= fetch.bytes();
        fetch.cells.putAll(delivery.cells());
        bytes += fetch.bytes();
        CellMask came = maskOf(delivery);
        fetch.have = fetch.have.or(came);
        fetch.asked = fetch.asked.without(came);
        if (!fetch.isComplete()) {
            ready.addAll(fetch.holders.keySet());
            return Optional.empty();
        }
        drop(fetch);
        if (!fetch.whole) {
            // The noise: other peers could not be told of it, as it is another cell of every transaction.
            fetch.cells.keySet().removeIf(index -> !fetch.target.has(index));
        }
        return Optional.of(fetch.cells);
    }

    /** That cells are wrong: they are asked for again, of others. */
    void refuted(Delivery delivery) {
        Fetch fetch = delivery.fetch();
        fetch.asked = fetch.asked.without(maskOf(delivery));
        ready.addAll(fetch.holders.keySet());
    }

    void forget(Hash hash) {
        Fetch fetch = fetches.get(hash);
        if (fetch != null) {
            drop(fetch);
        }
    }

    void left(Seat seat) {
        Request request = requests.remove(seat);
        if (request != null) {
            end(seat, request);
        }
        for (Fetch fetch : List.copyOf(fetches.values())) {
            withdraw(seat, fetch, CellMask.ALL);
        }
        ready.remove(seat);
    }

    void tick(long now) {
        for (Map.Entry<Seat, Request> entry : List.copyOf(requests.entrySet())) {
            if (entry.getValue().deadline() <= now) {
                requests.remove(entry.getKey());
                end(entry.getKey(), entry.getValue());
                ready.add(entry.getKey());
            }
        }
        for (Fetch fetch : List.copyOf(fetches.values())) {
            if (fetch.from + LIFETIME_MILLIS <= now) {
                drop(fetch);
            } else if (!fetch.isReady() && fetch.from + AVAILABILITY_MILLIS <= now) {
                fetch.makeWhole();
                ready.addAll(fetch.holders.keySet());
            }
        }
    }

    long due() {
        long due = Long.MAX_VALUE;
        for (Request request : requests.values()) {
            due = Math.min(due, request.deadline());
        }
        for (Fetch fetch : fetches.values()) {
            due = Math.min(due, fetch.from + (fetch.isReady() ? LIFETIME_MILLIS : AVAILABILITY_MILLIS));
        }
        return due;
    }

    Set<Seat> takeReady() {
        Set<Seat> taken = new LinkedHashSet<>(ready);
        ready.clear();
        return taken;
    }

    /** Ends a request that was not answered. */
    private void end(Seat seat, Request request) {
        for (Fetch fetch : request.fetches()) {
            fetch.asked = fetch.asked.without(request.mask());
            withdraw(seat, fetch, CellMask.ALL);
            ready.addAll(fetch.holders.keySet());
        }
    }

    /** A peer does not have those cells after all. A transaction that nobody has cells of is given up. */
    private void withdraw(Seat seat, Fetch fetch, CellMask mask) {
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

    private void drop(Fetch fetch) {
        if (fetches.remove(fetch.pooled.hash(), fetch)) {
            bytes -= fetch.bytes();
        }
    }

    private static CellMask maskOf(Delivery delivery) {
        return CellMask.of(
                delivery.cells().keySet().stream().mapToInt(Integer::intValue).toArray());
    }
}
