package org.jackfield.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jackfield.api.DisconnectException;
import org.jackfield.crypto.Hash;

/**
 * Which announced transactions are wanted, who has them and who is being asked. What was announced is collected for a moment
 * before it is asked for; a peer has one request at a time. Guarded by the relay's lock; times are milliseconds of its clock.
 */
final class BodyFetcher {

    static final long COLLECT_MILLIS = 50;

    /** devp2p caps/eth.md, GetPooledTransactions. */
    static final int MAX_HASHES = 256;
    /** A request's answer, as announced, unless it is one transaction: geth's {@code maxTxRetrievalSize}. */
    private static final long MAX_BYTES = 128 * 1024;
    /** What one peer may have announced and not delivered: geth's {@code maxTxAnnounces}. */
    static final int MAX_CLAIMS = 4096;

    private static final int MAX_WANTED = 1 << 15;
    /** geth's tolerance, as some count the RLP header of the wire's string. */
    private static final long SIZE_TOLERANCE = 8;

    /** What a peer said of a transaction. */
    record Claim(int type, long size, CellMask cells) {}

    /** A body that came. */
    record Delivery(Hash hash, int type, long size) {}

    private static final class Wanted {
        final Hash hash;
        final long from;
        final Map<Seat, Claim> claims = new LinkedHashMap<>();
        Optional<Seat> asked = Optional.empty();

        Wanted(Hash hash, long from) {
            this.hash = hash;
            this.from = from;
        }
    }

    private final Map<Hash, Wanted> wanted = new HashMap<>();
    private final Map<Seat, Map<Hash, Wanted>> bySeat = new HashMap<>();
    private final OpenRequests<List<Hash>> requests = new OpenRequests<>();
    private final Deque<Wanted> collecting = new ArrayDeque<>();
    private final Set<Seat> ready = new LinkedHashSet<>();

    void announced(Seat seat, Hash hash, Claim claim, long now) {
        Map<Hash, Wanted> own = bySeat.computeIfAbsent(seat, key -> new LinkedHashMap<>());
        boolean isNew = !wanted.containsKey(hash);
        if (own.size() >= MAX_CLAIMS || isNew && wanted.size() >= MAX_WANTED) {
            return;
        }
        Wanted entry = wanted.computeIfAbsent(hash, key -> new Wanted(hash, now + COLLECT_MILLIS));
        if (entry.claims.putIfAbsent(seat, claim) == null) {
            own.put(hash, entry);
        }
        if (isNew) {
            collecting.add(entry);
        } else {
            ready.add(seat);
        }
    }

    /** The next request to a peer; it counts as asked from now on. */
    Optional<TransactionMessage> next(Seat seat, long id, long now) {
        if (requests.has(seat)) {
            return Optional.empty();
        }
        List<Hash> hashes = new ArrayList<>();
        long bytes = 0;
        for (Wanted entry : bySeat.getOrDefault(seat, Map.of()).values()) {
            if (entry.asked.isPresent() || entry.from > now) {
                continue;
            }
            long size = Math.max(0, entry.claims.get(seat).size());
            if (hashes.size() == MAX_HASHES || !hashes.isEmpty() && bytes + size > MAX_BYTES) {
                break;
            }
            entry.asked = Optional.of(seat);
            hashes.add(entry.hash);
            bytes += size;
        }
        if (hashes.isEmpty()) {
            return Optional.empty();
        }
        requests.open(seat, id, List.copyOf(hashes), now);
        return Optional.of(new TransactionMessage.TransactionsRequest(
                id, hashes.stream().map(Hash::bytes).toList()));
    }

    void sent(Seat seat, long id, long now) {
        requests.sent(seat, id, now);
    }

    boolean awaits(Seat seat, long id) {
        return requests.awaits(seat, id);
    }

    /**
     * Holds an answer against the request and the announcement.
     *
     * @throws DisconnectException if something in it was not asked for, or is not as announced
     */
    void check(Seat seat, List<Delivery> answer) throws DisconnectException {
        Set<Hash> open = new HashSet<>(requests.of(seat));
        for (Delivery delivery : answer) {
            if (!open.remove(delivery.hash())) {
                throw DisconnectException.subprotocol(
                        "transaction " + delivery.hash() + " was not asked for, or twice");
            }
            // Gone if the body came from elsewhere meanwhile.
            Wanted entry = wanted.get(delivery.hash());
            if (entry != null && entry.claims.containsKey(seat)) {
                check(entry.claims.get(seat), delivery);
            }
        }
    }

    private static void check(Claim claim, Delivery delivery) throws DisconnectException {
        if (claim.type() >= 0 && claim.type() != delivery.type()) {
            throw DisconnectException.subprotocol("transaction " + delivery.hash() + " is of type " + delivery.type()
                    + ", announced was " + claim.type());
        }
        if (claim.size() >= 0 && Math.abs(claim.size() - delivery.size()) > SIZE_TOLERANCE) {
            throw DisconnectException.subprotocol("transaction " + delivery.hash() + " has " + delivery.size()
                    + " bytes, announced were " + claim.size());
        }
    }

    /** Ends the request. */
    void answered(Seat seat, Collection<Hash> delivered) {
        LeftOut<Hash> leftOut = LeftOut.of(requests.of(seat), delivered);
        requests.close(seat);
        leftOut.absent().forEach(hash -> release(seat, hash, false));
        leftOut.cut().forEach(hash -> release(seat, hash, true));
        ready.add(seat);
    }

    /**
     * That a body has come, from whomever; nobody is asked for it any more.
     *
     * @return what peers said of it
     */
    Map<Seat, Claim> arrived(Hash hash) {
        Wanted entry = wanted.remove(hash);
        if (entry == null) {
            return Map.of();
        }
        entry.claims.keySet().forEach(seat -> forget(seat, hash));
        return entry.claims;
    }

    void left(Seat seat) {
        requests.close(seat).ifPresent(hashes -> hashes.forEach(hash -> release(seat, hash, false)));
        for (Hash hash : List.copyOf(bySeat.getOrDefault(seat, Map.of()).keySet())) {
            release(seat, hash, false);
        }
        bySeat.remove(seat);
        ready.remove(seat);
    }

    /** Ends what has waited long enough. */
    void tick(long now) {
        while (!collecting.isEmpty() && collecting.peek().from <= now) {
            ready.addAll(collecting.poll().claims.keySet());
        }
        requests.closeOverdue(now).forEach((seat, hashes) -> {
            hashes.forEach(hash -> release(seat, hash, false));
            ready.add(seat);
        });
    }

    /** When {@link #tick} is due; {@link Long#MAX_VALUE} if nothing waits. */
    long due() {
        return collecting.isEmpty() ? requests.due() : Math.min(collecting.peek().from, requests.due());
    }

    /** Those who may have something to be asked for, since the last call. */
    Set<Seat> takeReady() {
        Set<Seat> taken = new LinkedHashSet<>(ready);
        ready.clear();
        return taken;
    }

    int size() {
        return wanted.size();
    }

    /** Lets others be asked. */
    private void release(Seat seat, Hash hash, boolean sameAgain) {
        Wanted entry = wanted.get(hash);
        if (entry == null) {
            return;
        }
        if (entry.asked.filter(seat::equals).isPresent()) {
            entry.asked = Optional.empty();
        }
        if (!sameAgain) {
            entry.claims.remove(seat);
            forget(seat, hash);
        }
        if (entry.claims.isEmpty()) {
            wanted.remove(hash);
        } else if (entry.asked.isEmpty()) {
            ready.addAll(entry.claims.keySet());
        }
    }

    private void forget(Seat seat, Hash hash) {
        Map<Hash, Wanted> own = bySeat.get(seat);
        if (own != null) {
            own.remove(hash);
            if (own.isEmpty()) {
                bySeat.remove(seat);
            }
        }
    }
}
