package org.jackfield.swarm;

import java.util.List;
import java.util.Optional;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.jackfield.api.session.MessageSource;
import org.jackfield.api.session.Outgoing;
import org.jackfield.overlay.Services;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.pss.PssMessage;
import org.jackfield.pss.PssRelay;
import org.jackfield.pss.PssSeat;
import org.jackfield.rlp.RlpException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code pss/2}: messages to whole and partial addresses. Begins after bzz. */
@Component(service = Protocol.class)
public final class PssProtocol extends FollowingProtocol {

    static final String NAME = "pss";

    /** Largest message of the original, in bytes. */
    private static final int MAX_MESSAGE_BYTES = 1 << 20;

    /** Of the node's services (ethersphere swarm v0.5.8, pss/pss.go). */
    private static final long MODULE = 1;

    private static final int MODULE_BITS = 8;

    /** We send, receive, forward, and take partial and empty addresses. */
    private static final int[] MODULE_SET = {0, 1, 4, 5, 6};

    private final PssRelay relay;

    @Activate
    public PssProtocol(@Reference Swarm swarm, @Reference PssRelay relay) {
        this(AfterHandshake.of(NAME, swarm), relay);
    }

    PssProtocol(AfterHandshake course, PssRelay relay) {
        super(course);
        this.relay = relay;
    }

    /** A node that has pss, too. */
    static Services announcedBy(Services node) {
        return node.with(MODULE, MODULE_BITS, MODULE_SET);
    }

    @Override
    public Capability capability() {
        return new Capability(NAME, 2);
    }

    @Override
    public int messageCount() {
        return 1;
    }

    /** The link's release decides how messages are written. */
    @Override
    MessagePipe framed(Peer peer, MessagePipe pipe) {
        return Swarm.isOlder(peer) ? new WrappedPipe(pipe) : pipe;
    }

    @Override
    Conversation open(Peer peer, MessagePipe pipe, SwarmAddress remote, Runnable wake, Optional<byte[]> left) {
        PssSeat seat = left.isPresent() ? relay.rejoin(peer.id(), remote, wake) : relay.join(peer.id(), remote, wake);
        return Swarm.isOlder(peer)
                ? new Seated(new OlderPssLayout(), seat, MAX_MESSAGE_BYTES - WrappedPipe.HEADERS)
                : new Seated(new PlainPssLayout(), seat, MAX_MESSAGE_BYTES);
    }

    /**
     * @param maxBytes the longest message that the peer takes
     */
    private record Seated(PssLayout layout, PssSeat seat, int maxBytes) implements Conversation {

        @Override
        public void take(Message message) throws RlpException, DisconnectException {
            if (message.size() > MAX_MESSAGE_BYTES) {
                throw DisconnectException.subprotocol(
                        "a message of " + message.size() + " bytes, at most " + MAX_MESSAGE_BYTES + " expected");
            }
            seat.received(layout.decode(message.payload()));
        }

        @Override
        public List<MessageSource> sources() {
            return List.of(this::next);
        }

        private Optional<Outgoing> next() {
            while (true) {
                Optional<PssMessage> next = seat.next();
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                PssMessage message = next.get();
                byte[] written = layout.encode(message);
                if (written.length <= maxBytes) {
                    return Optional.of(new Outgoing(0, written, () -> seat.sent(message)));
                }
                // It has become longer on its way between releases: the peer would leave us for it.
                seat.sent(message);
            }
        }

        @Override
        public void leave() {
            seat.leave();
        }
    }
}
