package org.jackfield.api;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A devp2p subprotocol. Register an implementation as an OSGi service and every connection that negotiates from then
 * on is offered it; withdraw the service and it is offered no more. One instance serves all peers.
 *
 * <p>Of two services with the same capability the one with the higher {@code service.ranking} serves, the other
 * stands by.
 */
@ConsumerType
public interface Protocol {

    /** What Hello announces. Asked once, when the service is registered. */
    Capability capability();

    /**
     * How many message codes the protocol uses, 1 or above. Both sides must count alike, as the codes of the next
     * protocol begin after it. Asked once, when the service is registered.
     */
    int messageCount();

    /**
     * Speaks the protocol with one peer, on a thread of its own, until the session is over; the thread may then get another
     * session of this service, and thread locals are as they were left. Every way out ends the link (all protocols of it), with
     * the reason that the other side is told:
     *
     * <table>
     * <caption>how run ends</caption>
     * <tr><td>returns</td><td>{@link DisconnectReason#QUITTING}</td></tr>
     * <tr><td>throws {@link DisconnectException}</td><td>the reason it carries</td></tr>
     * <tr><td>throws an {@code RlpException} of the rlp bundle</td><td>{@link DisconnectReason#PROTOCOL_ERROR}</td></tr>
     * <tr><td>throws anything else</td><td>{@link DisconnectReason#SUBPROTOCOL_ERROR}</td></tr>
     * </table>
     *
     * <p>When the link ends for another cause, {@code pipe.read()} throws {@link java.io.EOFException}; let it pass.
     * When the service is withdrawn the same happens, and the thread is interrupted if it lingers. The withdrawal waits
     * for the session to leave (5 s by default), so that the bundle's classes are there meanwhile.
     *
     * @param peer the remote node
     * @param pipe the protocol's channel to it
     */
    void run(Peer peer, MessagePipe pipe) throws Exception;

    /**
     * What the protocol tells about this node: strings, numbers, booleans, and lists and maps of them, ready for JSON.
     * Called on any thread; does not block.
     */
    default Map<String, Object> nodeInfo() {
        return Map.of();
    }

    /**
     * What the protocol knows about a peer it runs with, in the same form as {@link #nodeInfo()}.
     *
     * @return empty while the protocol's handshake with it is still running
     */
    default Optional<Map<String, Object>> peerInfo(NodeId peer) {
        return Optional.of(Map.of());
    }
}
