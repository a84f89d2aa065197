package org.jackfield.swarm;

import java.time.Duration;
import java.util.Optional;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;
import org.jackfield.api.session.Outgoing;
import org.jackfield.overlay.Services;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.pss.PssRelay;
import org.jackfield.pss.PssSeat;
import org.jackfield.rlp.RlpException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code pss/2}: messages to whole and partial addresses. Begins after bzz. */
@Component(service = Protocol.class)
public final class PssProtocol implements ResumableProtocol {

    private static final String NAME = "pss";

    /** Largest message of the original, in bytes. */
    private static final int MAX_MESSAGE_BYTES = 1 << 20;

    /** Of the node's services (ethersphere swarm v0.5.8, pss/pss.go). */
    private static final long MODULE = 1;

    private static final int MODULE_BITS = 8;

    /** We send, receive, forward, and take partial and empty addresses. */
    private static final int[] MODULE_SET = {0, 1, 4, 5, 6};

    private final SeatedProtocol course;

    @Activate
    public PssProtocol(@Reference Swarm swarm, @Reference PssRelay relay) {
        course = SeatedProtocol.of(NAME, swarm, new Room(relay));
    }

    PssProtocol(Swarm swarm, PssRelay relay, Duration handshakeLimit, Duration silence) {
        course = new SeatedProtocol(NAME, swarm, handshakeLimit, silence, new Room(relay));
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

    @Override
    public void run(Peer peer, MessagePipe pipe) throws Exception {
        course.run(peer, pipe);
    }

    @Override
    public boolean reads(int stateVersion) {
        return stateVersion == SeatedProtocol.STATE_VERSION;
    }

    @Override
    public void resume(Peer peer, MessagePipe pipe, SessionState left) throws Exception {
        course.resume(peer, pipe, left);
    }

    private record Room(PssRelay relay) implements SeatedProtocol.Room {

        @Override
        public SeatedSession.Seat join(Peer peer, SwarmAddress remote, Runnable wake) {
            return new Seat(PssLayout.with(peer), relay.join(peer.id(), remote, wake));
        }

        @Override
        public SeatedSession.Seat rejoin(Peer peer, SwarmAddress remote, Runnable wake) {
            return new Seat(PssLayout.with(peer), relay.rejoin(peer.id(), remote, wake));
        }
    }

    private record Seat(PssLayout layout, PssSeat seat) implements SeatedSession.Seat {

        @Override
        public Optional<Outgoing> next() {
            return seat.next().map(message -> new Outgoing(0, layout.encode(message), () -> seat.sent(message)));
        }

        @Override
        public void take(Message message) throws RlpException, DisconnectException {
            if (message.size() > MAX_MESSAGE_BYTES) {
                throw DisconnectException.subprotocol(
                        "a message of " + message.size() + " bytes, at most " + MAX_MESSAGE_BYTES + " expected");
            }
            seat.received(layout.decode(message.payload()));
        }

        @Override
        public void leave() {
            seat.leave();
        }
    }
}
