package org.jackfield.api;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Something that happened on a link. Given to every {@link PeerEventListener} service, and to Event Admin under
 * {@code org/jackfield/peer/} and the record's name in upper case with underscores.
 */
public sealed interface PeerEvent {

    NodeId peer();

    Instant at();

    /** A peer is connected: both Hellos are exchanged and its protocols start. */
    record Connected(NodeId peer, Instant at, InetSocketAddress remoteAddress, boolean inbound, List<Capability> shared)
            implements PeerEvent {}

    /**
     * A connected peer is gone. Of a link that gives way to another one to the same peer, as when both have dialed at once, nothing
     * is told but that the other one is {@link Connected}.
     *
     * @param reason sent by the other side if {@code byRemote}, otherwise ours
     * @param detail one line on the cause, may be empty
     */
    record Disconnected(NodeId peer, Instant at, DisconnectReason reason, boolean byRemote, String detail)
            implements PeerEvent {}

    /** A session's protocol was withdrawn; the session waits for the next release. */
    record SessionParked(NodeId peer, Instant at, Capability capability) implements PeerEvent {}

    /**
     * A release goes on with a session that was parked.
     *
     * @param bundle symbolic name of the release's bundle
     * @param pause since the session was called to leave the release before
     */
    record SessionResumed(
            NodeId peer, Instant at, Capability capability, String bundle, String bundleVersion, Duration pause)
            implements PeerEvent {}

    /**
     * A protocol's message was given to the link.
     *
     * @param code relative to the protocol
     * @param sizeBytes of the payload, before compression
     */
    record MessageSent(NodeId peer, Instant at, Capability capability, int code, int sizeBytes) implements PeerEvent {}

    /**
     * A protocol's message arrived.
     *
     * @param code relative to the protocol
     * @param sizeBytes of the payload, inflated
     */
    record MessageReceived(NodeId peer, Instant at, Capability capability, int code, int sizeBytes)
            implements PeerEvent {}
}
