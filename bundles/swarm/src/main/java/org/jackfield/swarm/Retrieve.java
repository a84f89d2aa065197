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
import org.jackfield.overlay.Retrieval;
import org.jackfield.overlay.RetrievalSeat;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.rlp.RlpException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code bzz-retrieve/2}: chunks one by one, asked for and sent. What is asked and answered is the seat's to say. */
@Component(service = Protocol.class)
public final class Retrieve extends FollowingProtocol {

    static final String NAME = "bzz-retrieve";

    private final Retrieval retrieval;

    @Activate
    public Retrieve(@Reference Swarm swarm, @Reference Retrieval retrieval) {
        this(AfterHandshake.of(NAME, swarm), retrieval);
    }

    Retrieve(AfterHandshake course, Retrieval retrieval) {
        super(course);
        this.retrieval = retrieval;
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
    Conversation open(Peer peer, MessagePipe pipe, SwarmAddress remote, Runnable wake, Optional<byte[]> left) {
        boolean relays = !course().swarm().light;
        return new Seated(
                left.isPresent()
                        ? retrieval.rejoin(peer.id(), remote, relays, wake)
                        : retrieval.join(peer.id(), remote, relays, wake));
    }

    private record Seated(RetrievalSeat seat) implements Conversation {

        @Override
        public void take(Message message) throws RlpException, DisconnectException {
            RetrieveMessages.take(message, seat);
        }

        @Override
        public List<MessageSource> sources() {
            return List.of(() ->
                    seat.next().map(news -> new Outgoing(RetrieveMessages.encode(news), () -> seat.sent(news))));
        }

        @Override
        public void leave() {
            seat.leave();
        }
    }
}
