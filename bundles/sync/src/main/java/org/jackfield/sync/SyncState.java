package org.jackfield.sync;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.NodeId;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockHeader;
import org.jackfield.crypto.Hash;
import org.jackfield.sync.ChainSync.SyncStatus;

/**
 * The synchronization as a state: every event changes it and leaves {@linkplain #actions() actions}. Times are nanoseconds
 * of whatever clock the caller has. Used under one lock; what costs time, decoding and hashing, is done outside.
 */
final class SyncState {

    /** What has come is written after so long, even if it is little. */
    private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** After a failure of the disk. */
    private static final long HALT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Ledger ledger;
    private final Course course;
    private final Answers answers;
    private final Peers peers;
    private final Writing writing = new Writing();
    private final Propagation propagation;
    private final LateLists lateLists;
    private final boolean accessLists;
    private final Progress progress;
    private final Watchdog watchdog;
    private final List<Action> actions = new ArrayList<>();
    private long lastWrite;
    private long haltedUntil;

    /**
     * @param windowBytes how much may wait to be written
     * @param seed of the ids of requests
     */
    SyncState(Ledger ledger, Wanted wanted, long windowBytes, long seed, long now) {
        this.ledger = ledger;
        course = new Course(ledger, wanted, windowBytes);
        peers = new Peers(course, actions::add, seed);
        answers = new Answers(course, peers);
        propagation = new Propagation(ledger, peers, actions::add, seed);
        lateLists = new LateLists(ledger);
        accessLists = wanted.accessLists();
        progress = new Progress(ledger, course, peers, now);
        watchdog = new Watchdog(course, peers, this::tell, now);
        lastWrite = now;
        haltedUntil = now;
    }

    /** What the last events ask for; they are not told again. */
    List<Action> actions() {
        List<Action> due = List.copyOf(actions);
        actions.clear();
        return due;
    }

    PeerState join(NodeId id, int version, RemoteChain chain, Runnable wake, long now) {
        peers.leave(id);
        PeerState peer = peers.join(id, version, chain, wake, now);
        look(peer);
        watchdog.useful(now);
        proceed(now);
        return peer;
    }

    /** The seat that is there, for the next session of the peer. */
    Optional<PeerState> rejoin(NodeId id, RemoteChain chain, Runnable wake, long now) {
        Optional<PeerState> standing = peers.find(id);
        standing.ifPresent(peer -> {
            peer.wake = wake;
            peer.chain = peer.chain.number().isPresent() && chain.number().isEmpty() ? peer.chain : chain;
            peer.headKnown = false;
            look(peer);
            proceed(now);
        });
        return standing;
    }

    void leave(PeerState peer, long now) {
        if (peers.seated(peer)) {
            peers.leave(peer.id);
            proceed(now);
        }
    }

    /** The peer's link has ended at some time; a seat that was taken after that is another link's. */
    void disconnected(NodeId id, long at, long now) {
        peers.find(id).filter(peer -> peer.joinedAt - at < 0).ifPresent(peer -> leave(peer, now));
    }

    /** Fetches nothing, for want of a target that can be. */
    void idle() {
        Hash nothing = Hash.of(new byte[Hash.BYTES]);
        course.target(nothing);
        course.condemn(new Goal(nothing, OptionalLong.empty(), Optional.empty()));
    }

    void target(Hash hash, long now) {
        course.target(hash);
        boolean stored = ledger.has(hash.bytes());
        if (stored && !hash.is(ledger.head().hash())) {
            writing.choose(hash);
        }
        watchdog.useful(now);
        proceed(now);
    }

    void moved(PeerState peer, RemoteChain chain, long now) {
        if (peers.seated(peer)) {
            peer.chain = chain;
            peer.headKnown = false;
            look(peer);
            course.descent().flatMap(Descent::stretch).ifPresent(stretch -> stretch.forgive(peer.id));
            proceed(now);
        }
    }

    /** A block's hash and number were told of, without total difficulty. */
    void announced(PeerState peer, byte[] hash, long number, long now) {
        peer.notices.known(Hash.of(hash));
        boolean further = peer.chain.number().map(known -> number > known).orElse(true);
        if (!ledger.byStake() && further && !ledger.has(hash)) {
            moved(peer, new RemoteChain(hash, Optional.of(number), peer.chain.earliest(), Optional.empty()), now);
        }
    }

    /** A block has been propagated; its body is that of its header. */
    void propagated(PeerState peer, Block block, BigInteger totalDifficulty, long now) {
        BlockHeader header = block.header();
        peer.notices.known(Hash.of(header.hash()));
        if (ledger.byStake() || !peers.seated(peer) || ledger.has(header.hash())) {
            return;
        }
        boolean follows = ledger.has(header.parentHash());
        if (!follows || !writing.propagate(peer.id, block)) {
            RemoteChain chain = new RemoteChain(
                    header.hash(), Optional.of(header.number()), peer.chain.earliest(), Optional.of(totalDifficulty));
            moved(peer, chain, now);
        }
        proceed(now);
    }

    /** A propagated block follows the chain by its header, and is about to be appended. */
    void verified(Block block, BigInteger totalDifficulty) {
        propagation.verified(block, totalDifficulty);
    }

    Optional<BlockRequest> next(PeerState peer) {
        return peer.offered().map(query -> query.request);
    }

    void sent(PeerState peer, BlockRequest request, long now) {
        peer.sent(request, now);
    }

    /**
     * The request that an answer is to.
     *
     * @return empty if it is none of ours, or too late
     * @throws DisconnectException if it has been answered before
     */
    Optional<Query> underWay(PeerState peer, long id) throws DisconnectException {
        Optional<Query> query = peer.underWay(id);
        if (query.isEmpty() && peer.over(id) && peers.seated(peer) && !peer.excused(id)) {
            peers.drop(peer.id, DisconnectReason.SUBPROTOCOL_ERROR, "it answered a request twice");
            throw DisconnectException.subprotocol("request " + id + " was answered twice");
        }
        return query;
    }

    boolean ours(PeerState peer, long id) {
        return peer.over(id);
    }

    /** An answer is none; the peer goes. */
    void lied(PeerState peer, DisconnectException lie, long now) {
        if (peers.seated(peer)) {
            peers.drop(peer.id, lie.reason(), lie.getMessage());
            proceed(now);
        }
    }

    void headers(PeerState peer, Query query, List<BlockHeader> headers, long now) throws DisconnectException {
        answered(peer, query, headers.size(), now, () -> answers.headers(peer, query, headers));
    }

    void bodies(PeerState peer, Query query, List<BodyAnswer.Found> bodies, long now) throws DisconnectException {
        answered(peer, query, bodies.size(), now, () -> answers.bodies(peer, query, bodies));
    }

    void receipts(PeerState peer, Query query, ReceiptAnswer answer, long now) throws DisconnectException {
        int items = answer.found().size() + (answer.begun().isPresent() ? 1 : 0);
        answered(peer, query, items, now, () -> {
            boolean use = answers.receipts(peer, query, answer);
            answer.begun().ifPresent(begun -> peers.askOn(peer, query, answer.place(), begun, now));
            return use;
        });
    }

    /** @param entries how many the answer has, be they empty */
    void accessLists(PeerState peer, Query query, int entries, List<AccessListAnswer.Found> lists, long now)
            throws DisconnectException {
        answered(
                peer,
                query,
                lists.size(),
                now,
                () -> query.job instanceof Job.MissingLists
                        ? missing(peer, (Job.MissingLists) query.job, entries, lists)
                        : answers.accessLists(peer, query, lists));
    }

    private boolean missing(PeerState peer, Job.MissingLists job, int entries, List<AccessListAnswer.Found> lists) {
        List<LateLists.Late> late = lateLists.found(peer.id, job.headers(), entries, lists);
        if (!late.isEmpty()) {
            actions.add(new Action.Complete(late));
        }
        return !late.isEmpty();
    }

    void surveyed(Survey survey, long now) {
        lateLists.surveyed(survey);
        proceed(now);
    }

    /** The access lists are stored. */
    void completed(List<LateLists.Late> late, long now) {
        lateLists.stored(late);
        proceed(now);
    }

    /** The store could not be read, or could not take access lists. */
    void incomplete(String why, long now) {
        tell("Access lists that are missing wait: " + why);
        lateLists.forget();
        haltedUntil = now + HALT_NANOS;
    }

    private interface Taking {
        boolean take() throws DisconnectException;
    }

    private void answered(PeerState peer, Query query, int items, long now, Taking answer) throws DisconnectException {
        if (!peers.seated(peer) || peer.underWay(query.id()).isEmpty()) {
            return;
        }
        peer.remove(query);
        peer.rate.answered(query.kind, items, query.since, now);
        peer.pause(query.kind, now);
        try {
            if (answer.take()) {
                peer.strikes[query.kind.ordinal()] = 0;
                watchdog.useful(now);
            }
        } catch (DisconnectException e) {
            peers.drop(peer.id, e.reason(), e.getMessage());
            throw e;
        } finally {
            proceed(now);
        }
    }

    /** The batch is stored. */
    void written(int count, long now) {
        progress.written(count, now);
        Optional<Harvest> source = writing.source();
        writing.single().map(Block::header).ifPresent(propagation::appended);
        writing.free();
        watchdog.useful(now);
        lastWrite = now;
        source.ifPresent(Harvest::written);
        course.harvested().ifPresent(this::whole);
        peers.all().forEach(this::look);
        proceed(now);
    }

    /** A stretch is stored: the strikes of those who could not give what others gave, and the head, if it is not by itself. */
    private void whole(Harvest harvest) {
        peers.strike(harvest);
        boolean target = course.target().filter(harvest.top()::equals).isPresent();
        boolean higher = ledger.byStake() && harvest.topNumber() > ledger.head().number();
        boolean untrusted = course.target().isEmpty() && higher;
        if ((target || untrusted) && !harvest.top().is(ledger.head().hash())) {
            writing.choose(harvest.top());
        }
        if (!course.running()) {
            propagation.fetched(harvest);
        }
    }

    void chosen(long now) {
        writing.free();
        peers.all().forEach(this::look);
        proceed(now);
    }

    /** A block breaks a rule: who proposed the chain, or sent the block, is to blame. */
    void rejected(String why, long now) {
        Optional<NodeId> sender = writing.sender();
        Optional<Harvest> source = writing.source();
        writing.free();
        source.ifPresent(harvest -> {
            tell("Chain to " + harvest.goal().hash() + " refused: " + why);
            peers.condemn(harvest.goal(), why);
        });
        sender.ifPresent(id -> peers.drop(id, DisconnectReason.SUBPROTOCOL_ERROR, why));
        proceed(now);
    }

    /** What the blocks stand upon is not there any more: found anew. */
    void unlinked(long now) {
        writing.free();
        course.abandon();
        proceed(now);
    }

    /** The store could not take it for reasons of its own. */
    void failed(String why, long now) {
        writing.free();
        tell("Synchronization waits: " + why);
        course.abandon();
        haltedUntil = now + HALT_NANOS;
    }

    private void tell(String line) {
        actions.add(new Action.Tell(line));
    }

    /** Time goes on: to be called some ten times a second. */
    void tick(long now) {
        watchdog.tick(writing.busy(), now);
        if (now - haltedUntil >= 0) {
            writing.next(course.harvest(), now - lastWrite > FLUSH_NANOS).ifPresent(actions::add);
            survey();
        }
        proceed(now);
    }

    private void survey() {
        Set<NodeId> able = peers.all().stream()
                .filter(peer -> peer.canGive(Kind.ACCESS_LISTS))
                .map(peer -> peer.id)
                .collect(Collectors.toSet());
        if (accessLists && !course.running() && !able.isEmpty()) {
            lateLists.survey(able).ifPresent(actions::add);
        }
    }

    private void look(PeerState peer) {
        peer.notices.known(Hash.of(peer.chain.head()));
        if (!peer.headKnown) {
            peer.headKnown = ledger.has(peer.chain.head());
        }
    }

    private void proceed(long now) {
        if (now - haltedUntil < 0) {
            return;
        }
        course.plan(peers.all());
        writing.next(course.harvest(), false).ifPresent(actions::add);
        peers.assign(now);
        if (!course.running()) {
            peers.assign(lateLists, now);
        }
        if (progress.turned(now)) {
            watchdog.useful(now);
        }
    }

    SyncStatus status(long now) {
        return progress.status(now);
    }

    /** For tests: bytes that wait to be written. */
    long heldBytes() {
        return course.harvests().mapToLong(Harvest::heldBytes).sum();
    }
}
