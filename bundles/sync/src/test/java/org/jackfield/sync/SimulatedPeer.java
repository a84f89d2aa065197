package org.jackfield.sync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.NodeId;
import org.jackfield.chain.Block;
import org.jackfield.chain.Branch;
import org.jackfield.chain.HeaderRange;
import org.jackfield.chain.Receipt;
import org.jackfield.chain.ReceiptList;
import org.jackfield.crypto.Hash;

/** A peer in simulated time: it serves one request after another, each with a latency and some time an item. */
final class SimulatedPeer {

    private static final int LISTS_AT_ONCE = 16;
    private static final byte[] JUNK = {(byte) 0xc1, 0x01};

    final NodeId id;
    final Manner manner;
    private final Simulation simulation;
    private final int version;
    private Branch branch;
    private final Map<Hash, Long> numbers = new HashMap<>();
    private final Branch other;
    long earliest;
    /** Receipts in an answer, as eth/70 has it; none at first. */
    int receiptsAtOnce = Integer.MAX_VALUE;

    final List<BlockRequest> asked = new ArrayList<>();
    final List<BlockNotice> told = new ArrayList<>();
    Optional<DisconnectReason> goneFor = Optional.empty();
    SyncSeat seat;
    boolean parked;
    private long busyUntil;
    private List<List<byte[]>> former = new ArrayList<>();

    SimulatedPeer(Simulation simulation, int number, int version, Manner manner, Branch branch) {
        this.simulation = simulation;
        this.version = version;
        this.manner = manner;
        this.branch = branch;
        byte[] key = new byte[NodeId.BYTES];
        key[0] = (byte) number;
        id = NodeId.of(key);
        other = manner == Manner.FALSE_SKELETON ? branch.upTo(0).grow((int) branch.height(), 77) : branch;
        index(branch);
    }

    private void index(Branch indexed) {
        for (long i = 0; i <= indexed.height(); i++) {
            numbers.put(Hash.of(indexed.block(i).header().hash()), i);
        }
    }

    SimulatedPeer from(long first) {
        earliest = first;
        return this;
    }

    SimulatedPeer inPieces(int receipts) {
        receiptsAtOnce = receipts;
        return this;
    }

    RemoteChain chain() {
        byte[] head = branch.head().header().hash();
        return version < 69
                ? new RemoteChain(head, Optional.empty(), 0, Optional.of(branch.totalDifficulty()))
                : new RemoteChain(head, Optional.of(branch.height()), earliest, Optional.empty());
    }

    void join() {
        seat = simulation.room.join(id, version, chain(), this::wake);
        wake();
    }

    /** A new session after a hand-over. */
    void rejoin() {
        parked = false;
        seat = simulation.room.rejoin(id, version, chain(), this::wake);
        wake();
    }

    void moveTo(Branch next) {
        branch = next;
        index(next);
        guarded(() -> seat.moved(chain()));
    }

    void announce(Branch next) {
        branch = next;
        index(next);
        guarded(() -> seat.announced(next.head().header().hash(), next.height()));
    }

    void propagate(Branch next) {
        branch = next;
        index(next);
        guarded(() -> seat.received(next.head(), next.totalDifficulty()));
    }

    void wake() {
        simulation.after(0, this::pull);
    }

    private void pull() {
        if (goneFor.isPresent() || seat == null || parked) {
            return;
        }
        for (Optional<BlockNotice> next = seat.news(); next.isPresent(); next = seat.news()) {
            told.add(next.get());
            seat.told(next.get());
        }
        for (Optional<BlockRequest> next = seat.next(); next.isPresent(); next = seat.next()) {
            BlockRequest request = next.get();
            asked.add(request);
            if (manner == Manner.PROMPT) {
                answer(request);
                seat.sent(request);
            } else {
                seat.sent(request);
                answerLater(request);
            }
        }
    }

    private void answerLater(BlockRequest request) {
        if (manner == Manner.SILENT) {
            return;
        }
        long latency = TimeUnit.MILLISECONDS.toNanos(manner == Manner.LATE ? 8_000 : manner == Manner.SLOW ? 400 : 20);
        long each = TimeUnit.MICROSECONDS.toNanos(manner == Manner.SLOW ? 20_000 : 500);
        busyUntil = Math.max(simulation.now(), busyUntil) + items(request) * each;
        simulation.after(busyUntil + latency - simulation.now(), () -> deliver(request));
    }

    private static long items(BlockRequest request) {
        if (request instanceof BlockRequest.Headers) {
            return ((BlockRequest.Headers) request).range().limit();
        }
        if (request instanceof BlockRequest.AccessLists) {
            return ((BlockRequest.AccessLists) request).hashes().size();
        }
        return request instanceof BlockRequest.Bodies
                ? ((BlockRequest.Bodies) request).hashes().size()
                : ((BlockRequest.Receipts) request).hashes().size();
    }

    /** What waits in the inbox while the session is handed over comes after it. */
    private void deliver(BlockRequest request) {
        if (parked) {
            simulation.after(TimeUnit.MILLISECONDS.toNanos(50), () -> deliver(request));
            return;
        }
        answer(request);
        if (manner == Manner.TWICE) {
            answer(request);
        }
    }

    private void answer(BlockRequest request) {
        guarded(() -> {
            if (request instanceof BlockRequest.Headers) {
                seat.headers(request.id(), headers((BlockRequest.Headers) request));
            } else if (request instanceof BlockRequest.Bodies) {
                seat.bodies(request.id(), stale(bodies((BlockRequest.Bodies) request)));
            } else if (request instanceof BlockRequest.AccessLists) {
                seat.accessLists(request.id(), accessLists((BlockRequest.AccessLists) request));
            } else {
                receipts((BlockRequest.Receipts) request);
            }
        });
    }

    private List<byte[]> stale(List<byte[]> answer) {
        former.add(answer);
        return manner == Manner.STALE && former.size() > 1 ? former.get(former.size() - 2) : answer;
    }

    List<byte[]> headers(BlockRequest.Headers request) {
        HeaderRange range = request.range();
        if (manner == Manner.NO_HEADERS) {
            return List.of();
        }
        if (manner == Manner.GARBAGE) {
            return List.of(JUNK);
        }
        Optional<Long> start = range.startHash().isPresent()
                ? Optional.ofNullable(numbers.get(Hash.of(range.startHash().get())))
                : Optional.of(range.startNumber());
        if (start.isEmpty() || start.get() > branch.height()) {
            return List.of();
        }
        long limit = range.limit() + (manner == Manner.ENDLESS_HEADERS ? 1 : 0);
        long step = (range.reverse() ? -1 : 1) * (range.skip() + 1);
        List<byte[]> headers = new ArrayList<>();
        for (long i = 0, at = start.get(); i < limit && at >= 0 && at <= branch.height(); i++, at += step) {
            boolean lie = manner == Manner.FALSE_SKELETON && range.skip() > 0 && i > 0;
            headers.add((lie ? other : branch).block(at).header().encoded());
        }
        if (manner == Manner.UNLINKED_HEADERS && headers.size() > 2) {
            headers.remove(1);
        }
        return headers;
    }

    List<byte[]> bodies(BlockRequest.Bodies request) {
        if (manner == Manner.NO_BODIES) {
            return List.of();
        }
        List<byte[]> bodies = new ArrayList<>();
        had(request.hashes()).forEach(block -> bodies.add(block.body().encoded()));
        if (manner == Manner.WRONG_BODIES && !bodies.isEmpty()) {
            bodies.set(bodies.size() / 2, branch.block(3).body().encoded());
        }
        return bodies;
    }

    /** Hashes for which it has answered, with or without an access list. */
    List<Hash> listsAskedFor() {
        return asked.stream()
                .filter(BlockRequest.AccessLists.class::isInstance)
                .flatMap(request ->
                        ((BlockRequest.AccessLists) request).hashes().stream().limit(LISTS_AT_ONCE))
                .map(Hash::of)
                .toList();
    }

    /** Some at most, as if a limit had been reached. */
    private List<Optional<byte[]>> accessLists(BlockRequest.AccessLists request) {
        int lie = manner == Manner.WRONG_ACCESS_LISTS ? 1 : 0;
        return request.hashes().stream()
                .limit(LISTS_AT_ONCE)
                .map(hash -> Optional.ofNullable(numbers.get(Hash.of(hash)))
                        .filter(number -> manner != Manner.NO_ACCESS_LISTS)
                        .map(number -> Branch.accessList(number - lie)))
                .toList();
    }

    private void receipts(BlockRequest.Receipts request) throws DisconnectException {
        List<byte[]> lists = new ArrayList<>();
        boolean incomplete = receipts(request, lists);
        seat.receipts(request.id(), lists, version >= 69, incomplete);
    }

    /** @return whether the last one goes on */
    boolean receipts(BlockRequest.Receipts request, List<byte[]> lists) {
        int left = receiptsAtOnce;
        boolean incomplete = false;
        long first = request.first();
        for (Block block : had(request.hashes()).toList()) {
            List<Receipt> all = branch.receipts(block.header().number()).receipts();
            List<Receipt> rest = all.subList((int) first, all.size());
            first = 0;
            incomplete = rest.size() > left;
            ReceiptList some = new ReceiptList(rest.subList(0, Math.min(left, rest.size())));
            left -= some.receipts().size();
            lists.add(version >= 69 ? some.slim() : some.encoded());
            if (left <= 0) {
                break;
            }
        }
        if (manner == Manner.NO_RECEIPTS) {
            lists.clear();
        }
        if (manner == Manner.WRONG_RECEIPTS && !lists.isEmpty()) {
            lists.set(0, branch.receipts(2).slim());
        }
        return incomplete && !lists.isEmpty();
    }

    private Stream<Block> had(List<byte[]> hashes) {
        return hashes.stream()
                .map(hash -> numbers.get(Hash.of(hash)))
                .filter(number -> number != null && number >= earliest && number <= branch.height())
                .map(branch::block);
    }

    private interface Telling {
        void tell() throws DisconnectException;
    }

    private void guarded(Telling telling) {
        if (goneFor.isPresent()) {
            return;
        }
        try {
            telling.tell();
        } catch (DisconnectException e) {
            goneFor = Optional.of(e.reason());
            seat.leave();
        }
    }

    void vanish() {
        goneFor = Optional.of(DisconnectReason.NETWORK_ERROR);
        seat.leave();
    }

    /** How many of the hashes or ranges were asked for more than once. */
    long askedTwice() {
        List<String> seen = asked.stream().map(SimulatedPeer::text).toList();
        return seen.size() - new TreeSet<>(seen).size();
    }

    private static String text(BlockRequest request) {
        if (request instanceof BlockRequest.Headers) {
            HeaderRange range = ((BlockRequest.Headers) request).range();
            return "headers " + range.startHash().map(SimulatedPeer::key).orElse("") + range.startNumber() + ' '
                    + range.skip();
        }
        if (request instanceof BlockRequest.Bodies) {
            return "bodies " + key(((BlockRequest.Bodies) request).hashes().get(0));
        }
        if (request instanceof BlockRequest.AccessLists) {
            return "access lists "
                    + key(((BlockRequest.AccessLists) request).hashes().get(0));
        }
        BlockRequest.Receipts receipts = (BlockRequest.Receipts) request;
        return "receipts " + key(receipts.hashes().get(0)) + receipts.first();
    }

    private static String key(byte[] hash) {
        return Arrays.toString(hash);
    }
}
