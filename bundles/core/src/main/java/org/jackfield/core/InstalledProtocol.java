package org.jackfield.core;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.Capability;
import org.jackfield.api.NodeId;
import org.jackfield.api.Protocol;
import org.jackfield.api.RegisteredProtocol;

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
    private final Map<NodeId, Session> sessions = new ConcurrentHashMap<>();
    private volatile Protocol protocol;

    private InstalledProtocol(Protocol protocol, Capability capability, int messageCount, Origin origin) {
        this.protocol = protocol;
        this.capability = capability;
        this.messageCount = messageCount;
        this.origin = origin;
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

    /** The service; empty once it is withdrawn. Not to be kept in a field. */
    Optional<Protocol> service() {
        return Optional.ofNullable(protocol);
    }

    /** Whether it runs with the peer now. */
    boolean runsWith(NodeId peer) {
        return sessions.containsKey(peer);
    }

    RegisteredProtocol snapshot(int ranking, boolean serving) {
        return new RegisteredProtocol(
                capability,
                messageCount,
                origin.bundle(),
                origin.bundleVersion(),
                origin.bundleId(),
                ranking,
                serving,
                sessions.size());
    }

    /**
     * Counts a session in; it will be recalled when the service is withdrawn.
     *
     * @return false if that has happened already
     */
    boolean join(NodeId peer, Session session) {
        sessions.put(peer, session);
        // Withdrawal clears the field first and then looks for sessions: one of the two sees the other.
        if (protocol != null) {
            return true;
        }
        leave(peer, session);
        return false;
    }

    void leave(NodeId peer, Session session) {
        sessions.remove(peer, session);
    }

    /** Lets go of the service and calls its sessions back. Returns before they have left. */
    void withdraw() {
        protocol = null;
        sessions.values().forEach(Session::recall);
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
