package org.jackfield.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jackfield.api.Capability;
import org.jackfield.api.NodeId;
import org.jackfield.api.Protocol;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.Swap;

/**
 * One {@link Protocol} service from its registration to its withdrawal. It is the only place that refers to the
 * service object for long, and lets go of it on withdrawal: whoever still holds this keeps no class loader alive.
 */
final class InstalledProtocol {

    /** More codes than this are a mistake; it also keeps the sum of all ranges of a link within an int. */
    static final int MAX_MESSAGE_COUNT = 1 << 20;

    private final Capability capability;
    private final int messageCount;
    private final Origin origin;
    private final boolean resumable;
    private final ReleaseTally tally = new ReleaseTally();
    private final SpareThreads threads = new SpareThreads();
    private final Map<NodeId, Session> sessions = new ConcurrentHashMap<>();
    private final AtomicReference<Takeover> takeover = new AtomicReference<>();
    private volatile Protocol protocol;

    private InstalledProtocol(Protocol protocol, Capability capability, int messageCount, Origin origin) {
        this.protocol = protocol;
        this.capability = capability;
        this.messageCount = messageCount;
        this.origin = origin;
        this.resumable = protocol instanceof ResumableProtocol;
    }

    /**
     * Asks the service for its description, once.
     *
     * @throws IllegalArgumentException if that is not a valid one
     * @throws RuntimeException whatever the service throws
     */
    static InstalledProtocol describe(Protocol protocol, Origin origin) {
        Capability capability = protocol.capability();
        int messageCount = protocol.messageCount();
        if (capability == null) {
            throw new IllegalArgumentException("its capability is null");
        }
        if (messageCount < 1 || messageCount > MAX_MESSAGE_COUNT) {
            throw new IllegalArgumentException(
                    "message count of " + capability + " is " + messageCount + ", not 1 to " + MAX_MESSAGE_COUNT);
        }
        return new InstalledProtocol(protocol, capability, messageCount, origin);
    }

    Capability capability() {
        return capability;
    }

    int messageCount() {
        return messageCount;
    }

    Origin origin() {
        return origin;
    }

    ReleaseTally tally() {
        return tally;
    }

    /** Threads whose sessions with it are over, and that wait for others. */
    SpareThreads threads() {
        return threads;
    }

    /** Whether its sessions can go over to another release. */
    boolean resumable() {
        return resumable;
    }

    /** Whether it goes on with the sessions of a code range. */
    boolean fits(CodeRange range) {
        return capability.equals(range.capability()) && messageCount == range.count();
    }

    /** The service; empty once it is withdrawn. Not to be kept in a field. */
    Optional<Protocol> service() {
        return Optional.ofNullable(protocol);
    }

    /** Who it runs with now. */
    Set<NodeId> peers() {
        return Set.copyOf(sessions.keySet());
    }

    /** Whether it runs with the peer now. */
    boolean runsWith(NodeId peer) {
        return sessions.containsKey(peer);
    }

    /** Whether one of its runs is on a thread. */
    boolean runsOn(Thread thread) {
        return sessions.values().stream().anyMatch(session -> session.runsOn(thread));
    }

    /** Whether a thread is the event loop of a link that it runs on. */
    boolean loopsOn(Thread thread) {
        return sessions.values().stream().anyMatch(session -> session.loopsOn(thread));
    }

    /** Some of its sessions as they are now. */
    List<Session> sessions(Predicate<Session> which) {
        return sessions.values().stream().filter(which).toList();
    }

    /** It goes on with a session that a release, as a rule another one, was called back from. */
    void tookOver(Origin from, Instant at, Duration pause) {
        if (from.equals(origin)) {
            return;
        }
        Takeover one = new Takeover(from, new Swap(at, 1, pause));
        takeover.accumulateAndGet(one, (known, added) -> known == null ? added : known.plus(added));
    }

    /**
     * As a person sees it.
     *
     * @param canaryShare 0 if it is none
     * @param parked how many sessions it has left that wait
     */
    RegisteredProtocol row(int ranking, boolean serving, double canaryShare, int parked) {
        return new RegisteredProtocol(
                capability,
                messageCount,
                origin.bundle(),
                origin.bundleVersion(),
                origin.bundleId(),
                ranking,
                serving,
                canaryShare,
                sessions.size(),
                parked,
                Optional.ofNullable(takeover.get()).map(Takeover::swap),
                tally.statistics());
    }

    /** Counts a session in; it is called back when the service is withdrawn. */
    void join(Session session) {
        sessions.put(session.peer().id(), session);
    }

    void leave(Session session) {
        sessions.remove(session.peer().id(), session);
    }

    /** Lets go of the service and calls its sessions back. Returns before they have left. */
    Withdrawal withdraw() {
        // A session comes in before it looks for the service: either it finds none, or it is called back here.
        protocol = null;
        threads.close();
        Duration grace = Duration.ZERO;
        List<SessionRun> leaving = new ArrayList<>();
        for (Session session : sessions.values()) {
            session.recall(this).ifPresent(leaving::add);
            grace = session.grace();
        }
        return new Withdrawal(leaving, grace);
    }

    /** The sessions taken over from one release so far. */
    private record Takeover(Origin from, Swap swap) {

        Takeover plus(Takeover added) {
            if (!from.equals(added.from)) {
                return added;
            }
            Duration longest = swap.longestPause().compareTo(added.swap.longestPause()) > 0
                    ? swap.longestPause()
                    : added.swap.longestPause();
            return new Takeover(from, new Swap(added.swap.at(), swap.sessions() + added.swap.sessions(), longest));
        }
    }

    /**
     * Where a service comes from, and how it ranks among equals.
     *
     * @param serviceId the older (lower) one wins among equal rankings
     */
    record Origin(String bundle, String bundleVersion, long bundleId, long serviceId) {

        @Override
        public String toString() {
            return bundle + ' ' + bundleVersion + " [" + bundleId + ']';
        }
    }
}
