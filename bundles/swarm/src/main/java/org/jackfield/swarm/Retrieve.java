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
import org.jackfield.overlay.Retrieval;
import org.jackfield.overlay.RetrievalSeat;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.rlp.RlpException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code bzz-retrieve/2}: chunks one by one, asked for and sent. Begins after bzz. */
@Component(service = Protocol.class)
public final class Retrieve implements ResumableProtocol {

    private static final String NAME = "bzz-retrieve";

    private final SeatedProtocol course;

    @Activate
    public Retrieve(@Reference Swarm swarm, @Reference Retrieval retrieval) {
        course = SeatedProtocol.of(NAME, swarm, new Room(swarm, retrieval));
    }

    Retrieve(Swarm swarm, Retrieval retrieval, Duration handshakeLimit, Duration silence) {
        course = new SeatedProtocol(NAME, swarm, handshakeLimit, silence, new Room(swarm, retrieval));
    }

    @Override
    public Capability capability() {
        return new Capability(NAME, 2);
    }

    @Override
    public int messageCount() {
        return 2;
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

    private record Room(Swarm swarm, Retrieval retrieval) implements SeatedProtocol.Room {

        @Override
        public SeatedSession.Seat join(Peer peer, SwarmAddress remote, Runnable wake) {
            return new Seat(retrieval.join(peer.id(), remote, !swarm.light, wake));
        }

        @Override
        public SeatedSession.Seat rejoin(Peer peer, SwarmAddress remote, Runnable wake) {
            return new Seat(retrieval.rejoin(peer.id(), remote, !swarm.light, wake));
        }
    }

    private record Seat(RetrievalSeat seat) implements SeatedSession.Seat {

        @Override
        public Optional<Outgoing> next() {
            return seat.next().map(news -> new Outgoing(RetrieveMessages.encode(news), () -> seat.sent(news)));
        }

        @Override
        public void take(Message message) throws RlpException, DisconnectException {
            RetrieveMessages.take(message, seat);
        }

        @Override
        public void leave() {
            seat.leave();
        }
    }
}
