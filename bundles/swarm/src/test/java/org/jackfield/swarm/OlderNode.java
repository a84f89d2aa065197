package org.jackfield.swarm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.session.MessageSource;
import org.jackfield.api.session.Outgoing;
import org.jackfield.overlay.OpenRetrieval;
import org.jackfield.overlay.OpenSync;
import org.jackfield.overlay.OpenTopology;
import org.jackfield.overlay.Retrieval;
import org.jackfield.overlay.SwarmAddress;

/** One end of a link over which stream/8 is spoken, without a link: the test carries its messages. */
final class OlderNode {

    private final OpenSync room;
    private final Retrieval retrieval;
    private final SwarmAddress peer;
    private final boolean full;
    private OlderStreamSession session;

    OlderNode(OpenSync room, SwarmAddress peer, boolean full) {
        this.room = room;
        this.peer = peer;
        this.full = full;
        retrieval = new OpenRetrieval(OpenTopology.at(room.owner()), List.of()).retrieval();
        session = opened();
    }

    OlderStreamSession session() {
        return session;
    }

    /** The next release takes over. */
    void swap() throws DisconnectException {
        byte[] left = session.left();
        session = opened();
        session.restore(left);
    }

    /** One message of each source, as {@code SessionWriter} has it, until there is no more; read from bytes. */
    List<OlderStreamMessage> say() throws Exception {
        List<OlderStreamMessage> said = new ArrayList<>();
        for (List<OlderStreamMessage> round = sayOnce(); !round.isEmpty(); round = sayOnce()) {
            said.addAll(round);
        }
        return said;
    }

    List<OlderStreamMessage> sayOnce() throws Exception {
        List<OlderStreamMessage> said = new ArrayList<>();
        for (MessageSource source : session.sources()) {
            Optional<Outgoing> next = source.next();
            if (next.isPresent()) {
                said.add(OlderStreamCodec.decode(next.get().message()));
                next.get().sent().run();
            }
        }
        return said;
    }

    void hear(OlderStreamMessage message) throws Exception {
        session.take(OlderStreamCodec.encode(asWritten(message)));
    }

    /** A choice that was read says how much it has room for, which is more than it was written with. */
    private static OlderStreamMessage asWritten(OlderStreamMessage message) {
        return message instanceof OlderStreamMessage.Want want && want.count() % Byte.SIZE == 0
                ? new OlderStreamMessage.Want(
                        want.stream(), want.wanted(), want.count() - 1, want.nextFrom(), want.nextTo())
                : message;
    }

    private OlderStreamSession opened() {
        return new OlderStreamSession(
                peer,
                retrieval.rejoin(Fixtures.enode(1).id(), peer, full, () -> {}),
                room.sync().join(peer, full, () -> {}),
                full,
                () -> {},
                over -> {});
    }
}
