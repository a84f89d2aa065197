package org.jackfield.sync;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.NodeId;
import org.jackfield.chain.BlockHeader;
import org.jackfield.crypto.Hash;

/** Who is there, who is asked what, and who has to go. Used under the room's lock. */
final class Peers {

    /** So many requests in a row that come to nothing make a peer useless. */
    private static final int MAX_STRIKES = 3;
    /** Liars that are remembered, should they come back. */
    private static final int MAX_SHUNNED = 256;
    /** Work that others wait for is handed on after so many usual answer times of the quickest peer, ... */
    private static final int HAND_ON_FACTOR = 2;
    /** ... but not before this. */
    private static final long HAND_ON_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Course course;
    private final Consumer<Action> actions;
    private final Map<NodeId, PeerState> seats = new LinkedHashMap<>();
    private final Set<NodeId> shunned = new LinkedHashSet<>();
    private long nextFirstId;

    Peers(Course course, Consumer<Action> actions, long seed) {
        this.course = course;
        this.actions = actions;
        this.nextFirstId = (seed >>> 2) + 1;
    }

    Collection<PeerState> all() {
        return List.copyOf(seats.values());
    }

    Optional<PeerState> find(NodeId id) {
        return Optional.ofNullable(seats.get(id));
    }

    boolean seated(PeerState peer) {
        return seats.get(peer.id) == peer;
    }

    PeerState join(NodeId id, int version, RemoteChain chain, Runnable wake, long now) {
        // Ids of different seats of a peer do not meet, so that an answer to a former one is told from a repeated one.
        nextFirstId += 1L << 32;
        PeerState peer = new PeerState(id, version, chain, wake, nextFirstId & Long.MAX_VALUE, now);
        peer.shunned = shunned.contains(id);
        seats.put(id, peer);
        return peer;
    }

    void leave(NodeId id) {
        PeerState peer = seats.remove(id);
        if (peer != null) {
            peer.queries().toList().forEach(query -> giveBack(query, Optional.empty()));
            peer.clear();
            course.lost(id);
        }
    }

    /** A peer has to go; it is asked for nothing more, if it should come back. */
    void drop(NodeId id, DisconnectReason reason, String why) {
        if (seats.containsKey(id)) {
            leave(id);
            shunned.add(id);
            if (shunned.size() > MAX_SHUNNED) {
                shunned.remove(shunned.iterator().next());
            }
            actions.accept(new Action.Drop(id, reason, why));
        }
    }

    /** A chain cannot be: who proposed it goes. */
    void condemn(Goal goal, String why) {
        course.condemn(goal);
        goal.proposer().ifPresent(id -> drop(id, DisconnectReason.SUBPROTOCOL_ERROR, "its chain is wrong: " + why));
        if (goal.trusted()) {
            actions.accept(new Action.Tell("Target " + goal.hash() + " cannot be reached: " + why));
        }
    }

    /** The work of a request is for others again. */
    void giveBack(Query query, Optional<NodeId> without) {
        if (query.handedOn) {
            return;
        }
        query.handedOn = true;
        Job job = query.job;
        if (job instanceof Job.Waypoint) {
            course.descent().ifPresent(Descent::releaseWaypoint);
        } else if (job instanceof Job.Skeleton) {
            ((Job.Skeleton) job).stretch().release(job, without);
        } else if (job instanceof Job.Fill) {
            ((Job.Fill) job).stretch().release(job, without);
        } else if (job instanceof Job.Bodies) {
            ((Job.Bodies) job).harvest().release(Kind.BODIES, ((Job.Bodies) job).items());
        } else if (job instanceof Job.Receipts) {
            ((Job.Receipts) job).harvest().release(Kind.RECEIPTS, ((Job.Receipts) job).items());
        } else if (job instanceof Job.AccessLists) {
            ((Job.AccessLists) job).harvest().release(Kind.ACCESS_LISTS, ((Job.AccessLists) job).items());
        } else if (job instanceof Job.MissingLists) {
            ((Job.MissingLists) job).source().release(((Job.MissingLists) job).headers());
        }
    }

    /** An offer was not taken up. */
    void withdraw(PeerState peer, Query query, long until) {
        peer.remove(query);
        peer.excuse(query.id(), query.kind);
        peer.pause(query.kind, until);
        giveBack(query, Optional.empty());
    }

    void timedOut(PeerState peer, Query query, long now) {
        peer.remove(query);
        peer.excuse(query.id(), query.kind);
        giveBack(query, Optional.empty());
        peer.rate.missed(query.kind);
        peer.pause(query.kind, now + peer.rate.timeoutNanos());
        strike(peer, query.kind, "it does not answer");
    }

    void strike(PeerState peer, Kind kind, String why) {
        if (++peer.strikes[kind.ordinal()] >= MAX_STRIKES) {
            drop(peer.id, DisconnectReason.USELESS_PEER, why);
        }
    }

    /** Now that the chain has proved right, not having had any of it counts. */
    void strike(Harvest harvest) {
        for (Kind kind : List.of(Kind.HEADERS, Kind.BODIES)) {
            for (NodeId id : new HashSet<>(harvest.lacking(kind))) {
                find(id).ifPresent(peer -> strike(peer, kind, "it has nothing of the chain that others have"));
            }
        }
    }

    /** How long others watch somebody being asked for what they could give. */
    long patience(Kind kind) {
        long quickest = seats.values().stream()
                .filter(peer -> peer.rate.perSecond(kind) > 0)
                .mapToLong(peer -> peer.rate.usualNanos())
                .min()
                .orElse(0);
        return Math.max(HAND_ON_NANOS, HAND_ON_FACTOR * quickest);
    }

    /** Whether somebody else, who has not failed, has nothing to do. */
    boolean idle(PeerState busy, Kind kind, long now) {
        return seats.values().stream()
                .anyMatch(peer -> peer != busy
                        && peer.strikes[kind.ordinal()] == 0
                        && peer.queries().noneMatch(query -> query.kind == kind)
                        && peer.free(kind, now)
                        && useful(peer));
    }

    /** Whether everybody who can be was asked in vain. */
    boolean without(Kind kind, Harvest harvest) {
        return !seats.isEmpty()
                && seats.values().stream()
                        .filter(peer -> useful(peer) && peer.canGive(kind))
                        .allMatch(peer -> harvest.lacks(kind, peer.id));
    }

    void handOn(Query query) {
        giveBack(query, Optional.empty());
    }

    /** Gives everybody something to do. */
    void assign(long now) {
        for (Kind kind : Kind.values()) {
            if (!hasWork(kind)) {
                continue;
            }
            seats.values().stream()
                    .filter(peer -> peer.free(kind, now))
                    .sorted(Comparator.comparingDouble((PeerState peer) -> -peer.rate.perSecond(kind)))
                    .toList()
                    .forEach(peer -> assign(peer, kind, now));
        }
    }

    /** Asks for what blocks here lack, of everybody who may have it: also of those whose head is here. */
    void assign(LateLists late, long now) {
        for (PeerState peer : seats.values()) {
            Optional<Job> job = Optional.empty();
            do {
                job.ifPresent(each -> offer(peer, Kind.ACCESS_LISTS, each, now));
                job = peer.free(Kind.ACCESS_LISTS, now)
                        ? late.work(peer, peer.rate.capacity(Kind.ACCESS_LISTS))
                        : Optional.empty();
            } while (job.isPresent());
        }
    }

    private boolean hasWork(Kind kind) {
        return kind == Kind.HEADERS || course.harvests().anyMatch(harvest -> harvest.hasWork(kind));
    }

    private void assign(PeerState peer, Kind kind, long now) {
        while (peer.free(kind, now)) {
            Optional<Job> job = kind == Kind.HEADERS ? headers(peer) : pieces(peer, kind);
            if (job.isEmpty()) {
                return;
            }
            offer(peer, kind, job.get(), now);
        }
    }

    private void offer(PeerState peer, Kind kind, Job job, long now) {
        BlockRequest request = Requests.of(job, peer.newId(), peer.rate.capacity(kind));
        peer.offer(new Query(request, kind, job, now));
        actions.accept(new Action.Wake(peer.wake));
    }

    /** Whether it may have anything for us: never ask one whose head is here. */
    private boolean useful(PeerState peer) {
        // Before eth/69 a peer does not tell that its chain has grown, so that its head says little of a trusted
        // target.
        boolean silent = !peer.tellsRange() && course.target().isPresent();
        return !peer.shunned && (!peer.headKnown || silent);
    }

    private Optional<Job> headers(PeerState peer) {
        if (!useful(peer)) {
            return Optional.empty();
        }
        Optional<Descent> descent = course.descent();
        Optional<Job> waypoint =
                descent.filter(each -> each.goal().proposedBy(peer.id)).flatMap(Descent::waypoint);
        return waypoint.or(() -> descent.flatMap(Descent::stretch).flatMap(each -> each.work(peer.id, peer.last())))
                .or(() -> probe(peer));
    }

    private Optional<Job> probe(PeerState peer) {
        boolean wanted = course.target().isEmpty() && peer.chain.number().isEmpty() && course.promising(peer);
        boolean asked = peer.queries().anyMatch(query -> query.job instanceof Job.Probe);
        return wanted && !asked ? Optional.of(new Job.Probe(Hash.of(peer.chain.head()))) : Optional.empty();
    }

    private Optional<Job> pieces(PeerState peer, Kind kind) {
        if (!useful(peer)) {
            return Optional.empty();
        }
        return course.harvests()
                .filter(harvest -> !harvest.lacks(kind, peer.id))
                .map(harvest -> pieces(peer, kind, harvest))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Job> pieces(PeerState peer, Kind kind, Harvest harvest) {
        int[] items = harvest.take(kind, peer.rate.capacity(kind), peer.chain.earliest(), peer.last());
        if (items.length == 0) {
            return Optional.empty();
        }
        List<BlockHeader> headers =
                Arrays.stream(items).mapToObj(harvest::header).toList();
        return Optional.of(
                switch (kind) {
                    case BODIES -> new Job.Bodies(harvest, items, headers);
                    case ACCESS_LISTS -> new Job.AccessLists(harvest, items, headers);
                    default -> new Job.Receipts(harvest, items, headers, Job.Partial.NONE);
                });
    }

    /** Asks on where an incomplete list of receipts has ended, of the same peer. */
    void askOn(PeerState peer, Query query, int place, Job.Partial begun, long now) {
        Job.Receipts job = (Job.Receipts) query.job;
        int item = job.items()[place];
        if (job.harvest().retake(item)) {
            offer(
                    peer,
                    Kind.RECEIPTS,
                    new Job.Receipts(
                            job.harvest(),
                            new int[] {item},
                            List.of(job.headers().get(place)),
                            begun),
                    now);
        }
    }
}
