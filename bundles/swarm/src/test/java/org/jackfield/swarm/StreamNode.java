package org.jackfield.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.api.session.MessageSource;
import org.jackfield.api.session.Outgoing;
import org.jackfield.overlay.OpenSync;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.rlp.RlpException;

/** One end of a link over which chunks are synced, without a link: the test carries its messages. */
final class StreamNode {

    private final OpenSync room;
    private final SwarmAddress peer;
    private final boolean pulls;
    private StreamConversation conversation;

    StreamNode(OpenSync room, SwarmAddress peer, boolean pulls) {
        this.room = room;
        this.peer = peer;
        this.pulls = pulls;
        conversation = opened();
    }

    StreamConversation conversation() {
        return conversation;
    }

    /** The next release takes over. */
    void swap() throws DisconnectException {
        byte[] left = conversation.left();
        conversation = opened();
        conversation.restore(left);
    }

    /** One message of each source, as {@code SessionWriter} has it, until there is no more; read from bytes. */
    List<StreamMessage> say() throws RlpException, DisconnectException {
        List<StreamMessage> said = new ArrayList<>();
        for (List<StreamMessage> round = sayOnce(); !round.isEmpty(); round = sayOnce()) {
            said.addAll(round);
        }
        return said;
    }

    List<StreamMessage> sayOnce() throws RlpException, DisconnectException {
        List<StreamMessage> said = new ArrayList<>();
        for (MessageSource source : conversation.sources()) {
            Optional<Outgoing> next = source.next();
            if (next.isPresent()) {
                said.add(StreamMessage.decode(next.get().message()));
                next.get().sent().run();
            }
        }
        return said;
    }

    void hear(StreamMessage message) throws RlpException, DisconnectException {
        Message bytes = message.encoded();
        conversation.take(bytes);
    }

    private StreamConversation opened() {
        return new StreamConversation(
                room.sync().join(peer, pulls, () -> {}), () -> {}, room::nanos, Duration.ofSeconds(1), over -> {});
    }
}
