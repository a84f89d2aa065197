package org.jackfield.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A protocol whose sessions survive the replacement of its bundle. When the service is withdrawn, {@link
 * MessagePipe#read} throws {@link HandOverException} in each session; {@code run} ends with the session's state, and the
 * session waits, its link standing, for a service with the same capability and message count, which resumes it. The
 * remote node notices nothing but a pause. It is registered as a {@link Protocol} service like any other; a component
 * has to say so, {@code @Component(service = Protocol.class)}.
 */
@ConsumerType
public interface ResumableProtocol extends Protocol {

    /**
     * Whether {@link #resume} can read a state of this version. Where it cannot, the session's link ends with {@link
     * DisconnectReason#REQUESTED}. Called on any thread; does not block.
     */
    boolean reads(int stateVersion);

    /**
     * Goes on with a session that another release has left; in all else like {@link Protocol#run}. What arrived
     * meanwhile is read first.
     *
     * @param state of a version that {@link #reads} has accepted
     */
    void resume(Peer peer, MessagePipe pipe, SessionState state) throws Exception;
}
