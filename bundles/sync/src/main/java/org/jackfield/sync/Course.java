package org.jackfield.sync;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jackfield.api.NodeId;
import org.jackfield.chain.BlockHeader;
import org.jackfield.crypto.Hash;

/**
 * What is gone for: a goal, the descent from it to the chain, the headers whose bodies are being fetched, and those that come
 * after. At most two stretches of headers are held at a time, besides the one that is under way. Used under the room's lock.
 */
final class Course {

    /** How far a waypoint lies ahead: a stretch, less some blocks in case of a fork. */
    private static final long REACH = Stretch.LIMIT - 64;

    private static final int MAX_BAD = 256;

    private final Ledger ledger;
    private final Wanted wanted;
    private final long windowBytes;
    private final Set<Hash> bad = new LinkedHashSet<>();
    private Optional<Hash> target = Optional.empty();
    private Optional<Hash> putOff = Optional.empty();
    private Optional<Descent> descent = Optional.empty();
    private Optional<Harvest> harvest = Optional.empty();
    private Optional<Harvest> ready = Optional.empty();

    /** @param windowBytes how much may wait to be written */
    Course(Ledger ledger, Wanted wanted, long windowBytes) {
        this.ledger = ledger;
        this.wanted = wanted;
        // Two harvests share it.
        this.windowBytes = windowBytes / 2;
    }

    Optional<Hash> target() {
        return target;
    }

    void target(Hash hash) {
        if (target.filter(hash::equals).isEmpty()) {
            target = Optional.of(hash);
            bad.remove(hash);
            abandon();
        }
    }

    Optional<Descent> descent() {
        return descent;
    }

    Optional<Harvest> harvest() {
        return harvest;
    }

    /** That which is written now, and the one after it. */
    Stream<Harvest> harvests() {
        return Stream.concat(harvest.stream(), ready.stream());
    }

    boolean running() {
        return descent.isPresent() || harvest.isPresent();
    }

    /** Whether a block is here or about to be. */
    boolean known(byte[] hash) {
        return harvests().anyMatch(each -> each.top().is(hash)) || ledger.has(hash);
    }

    /** Number of the last block that is here or about to be. */
    long base() {
        return ready.or(() -> harvest)
                .map(Harvest::topNumber)
                .orElseGet(() -> ledger.head().number());
    }

    /** Takes up what is next. */
    void plan(Collection<PeerState> peers) {
        if (harvest.isEmpty()) {
            harvest = ready;
            ready = Optional.empty();
        }
        if (ready.isPresent()) {
            return;
        }
        if (descent.isEmpty()) {
            descent = target.isPresent() ? toTarget() : toBest(peers);
        } else if (descent.get().stretch().isEmpty() && !descent.get().waitsForWaypoint()) {
            descent.get().higher(base());
        }
    }

    private Optional<Descent> toTarget() {
        return target.filter(hash -> !bad.contains(hash) && !known(hash.bytes()))
                .map(hash -> Descent.from(new Goal(hash, OptionalLong.empty(), Optional.empty()), base()));
    }

    private Optional<Descent> toBest(Collection<PeerState> peers) {
        return peers.stream()
                .filter(peer -> peer.chain.number().isPresent() && promising(peer))
                .max(Comparator.comparing(this::weight)
                        .thenComparing(peer -> peer.chain.number().get()))
                .map(this::towards);
    }

    /** Before the merge the heaviest counts, where it is told; of those who tell no weight, the longest. */
    private BigInteger weight(PeerState peer) {
        return ledger.byStake() ? BigInteger.ZERO : peer.chain.totalDifficulty().orElse(BigInteger.ZERO);
    }

    /** Whether a peer's head is worth going for, as far as it tells. */
    boolean promising(PeerState peer) {
        Hash head = Hash.of(peer.chain.head());
        boolean refused = bad.contains(head) || putOff.filter(head::equals).isPresent();
        if (peer.shunned || peer.headKnown || refused || known(head.bytes())) {
            return false;
        }
        boolean heavier =
                !ledger.byStake() && weight(peer).compareTo(ledger.head().totalDifficulty()) > 0;
        return heavier || peer.chain.number().map(number -> number > base()).orElse(ledger.byStake());
    }

    private Descent towards(PeerState peer) {
        long number = peer.chain.number().orElseThrow();
        Goal goal = new Goal(Hash.of(peer.chain.head()), OptionalLong.of(number), Optional.of(peer.id));
        return number - base() > REACH ? Descent.fromWaypoint(goal, base() + REACH) : Descent.from(goal, base());
    }

    /** The block on the way is told; one that is here already is passed over. */
    void begin(Descent waiting, BlockHeader waypoint) {
        if (!known(waypoint.hash())) {
            waiting.begin(waypoint, base());
            return;
        }
        long further = waypoint.number() + REACH;
        boolean direct = further >= waiting.goal().number().orElseThrow();
        descent = Optional.of(
                direct
                        ? Descent.from(waiting.goal(), waypoint.number())
                        : Descent.fromWaypoint(waiting.goal(), further));
    }

    /** Draws the conclusions of headers that have come. */
    void descended() throws BadGoalException {
        Descent current = descent.orElseThrow();
        if (current.stretch().filter(Stretch::done).isEmpty()) {
            return;
        }
        if (current.stretch().get().joined()) {
            Stretch full = current.joined();
            ready = Optional.of(
                    new Harvest(current.goal(), full.rising(), new HashSet<>(full.vouched), wanted, windowBytes));
            full.lacking().forEach(peer -> ready.get().lacking(Kind.HEADERS, peer));
            descent = descent.filter(each -> !each.over());
        } else {
            current.deeper(base());
        }
    }

    /** @return the harvest that is stored now, as a whole */
    Optional<Harvest> harvested() {
        Optional<Harvest> whole = harvest.filter(Harvest::done);
        if (whole.isPresent()) {
            harvest = Optional.empty();
        }
        return whole;
    }

    /** A goal that leads nowhere is not gone for again. */
    void condemn(Goal goal) {
        bad.add(goal.hash());
        if (bad.size() > MAX_BAD) {
            bad.remove(bad.iterator().next());
        }
        abandon();
    }

    void abandon() {
        descent = Optional.empty();
        harvest = Optional.empty();
        ready = Optional.empty();
    }

    /** A proposer is gone: what nobody else has shown to have is given up. */
    void lost(NodeId peer) {
        boolean alone = descent.filter(each -> each.goal().proposedBy(peer))
                .filter(each -> each.stretch()
                        .map(stretch -> only(peer, stretch.vouched))
                        .orElse(true))
                .isPresent();
        if (alone) {
            descent = Optional.empty();
        }
        if (harvests().anyMatch(each -> each.goal().proposedBy(peer) && each.vouchedOnlyBy(peer))) {
            abandon();
        }
    }

    private static boolean only(NodeId peer, Set<NodeId> vouched) {
        return vouched.stream().allMatch(peer::equals);
    }

    /** Goes for something else, if there is anything else, before it goes for this again. */
    void putOff(Goal goal) {
        putOff = Optional.of(goal.hash());
        abandon();
    }

    /** Asks those again who had nothing, and goes for what was put off. */
    void forgive() {
        putOff = Optional.empty();
        descent.flatMap(Descent::stretch).ifPresent(Stretch::forgive);
        harvests().forEach(Harvest::forgive);
    }

    /** Number of the block to be reached, as far as known. */
    long highest() {
        List<OptionalLong> goals = Stream.concat(
                        descent.map(Descent::goal).stream(), harvests().map(Harvest::goal))
                .map(Goal::number)
                .toList();
        long told = goals.stream().flatMapToLong(OptionalLong::stream).max().orElse(0);
        long seen = descent.flatMap(Descent::highest).orElse(0L);
        return Math.max(Math.max(told, seen), base());
    }
}
