package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;
import org.jackfield.api.testing.HandOverRehearsal;
import org.jackfield.overlay.OpenTopology;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.overlay.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session among others that goes over to the next release; a peer in bin 0 hears of them. */
@Timeout(30)
class HiveHandOverTest {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final Peer PEER = peer();

    private static final Overlay SELF = Fixtures.overlay("0000", 0);
    private static final SwarmAddress REMOTE = node("1000", 1);

    /** Two in bin 0 with the peer, none in bin 1, two beyond: the depth told is 1. */
    private static final List<SwarmAddress> CONNECTED = List.of(node("1100", 6), node("0010", 7), node("0001", 8));

    private static final List<Message> SCRIPT = List.of(
            depth(2),
            new Message(HiveSession.PEERS, PeersMessage.encode(List.of(node("1010", 4)))),
            depth(1),
            depth(1),
            depth(0),
            depth(0));

    /** Who comes after so many messages. Of the first the peer has told us. */
    private static final Map<Integer, SwarmAddress> NEWCOMERS =
            Map.of(2, node("1010", 4), 3, node("1110", 5), 5, node("1001", 9));

    @Test
    void thePeerNoticesNothingWhereverItHappens() throws Exception {
        HandOverRehearsal.Course twin = play();
        assertEquals("1 c101", twin.said().get(0));
        assertEquals(3, twin.said().size(), twin.said().toString());
        for (int at = 0; at <= SCRIPT.size(); at++) {
            assertEquals(twin, play(at), "handed over before message " + at);
            assertEquals(twin, play(at, at), "twice before message " + at);
        }
        assertEquals(twin, play(IntStream.rangeClosed(0, SCRIPT.size()).toArray()));
    }

    private static HandOverRehearsal.Course play(int... handOvers) throws Exception {
        Node node = new Node();
        HandOverRehearsal.Course course = new HandOverRehearsal(PEER, SCRIPT).play(() -> new Release(node), handOvers);
        assertTrue(node.newcomers.isEmpty());
        return course;
    }

    private static SwarmAddress node(String bits, int last) {
        return Fixtures.node(Fixtures.overlay(bits, last));
    }

    private static Message depth(int depth) {
        return new Message(HiveSession.SUB_PEERS, new SubPeersMessage(depth).encode());
    }

    private static Peer peer() {
        return Sessions.peer(NodeId.of(new byte[NodeId.BYTES]), false);
    }

    /** What outlives a release: the table, and who is at it. */
    private static final class Node {
        final Topology topology = OpenTopology.at(SELF);
        final Map<Integer, SwarmAddress> newcomers = new HashMap<>(NEWCOMERS);
        int messages;

        Node() throws DisconnectException {
            for (SwarmAddress address : CONNECTED) {
                connect(address);
            }
        }

        void connect(SwarmAddress address) throws DisconnectException {
            topology.join(address.enode().orElseThrow().id(), address);
        }
    }

    /** The protocol, its handshakes done. */
    private static final class Release implements ResumableProtocol {
        private final Node node;
        private final Hive hive;
        private final Swarm swarm;

        Release(Node node) {
            this.node = node;
            swarm = new Swarm(4, false, node.topology);
            hive = new Hive(swarm, NEVER, NEVER);
        }

        @Override
        public Capability capability() {
            return hive.capability();
        }

        @Override
        public int messageCount() {
            return hive.messageCount();
        }

        @Override
        public boolean reads(int stateVersion) {
            return hive.reads(stateVersion);
        }

        @Override
        public void run(Peer peer, MessagePipe pipe) throws Exception {
            swarm.handshakes.with(peer).complete(REMOTE);
            hive.run(peer, new EventfulPipe(pipe, node));
        }

        @Override
        public void resume(Peer peer, MessagePipe pipe, SessionState state) throws Exception {
            hive.resume(peer, new EventfulPipe(pipe, node), state);
        }

        @Override
        public Optional<Map<String, Object>> peerInfo(NodeId peer) {
            return hive.peerInfo(peer);
        }
    }

    /** Lets newcomers arrive before their message. */
    private record EventfulPipe(MessagePipe pipe, Node node) implements MessagePipe {

        @Override
        public Message read() throws IOException, InterruptedException {
            return read(NEVER).orElseThrow();
        }

        @Override
        public Optional<Message> read(Duration timeout) throws IOException, InterruptedException {
            Optional<Message> message = pipe.read(timeout);
            node.messages += message.isPresent() ? 1 : 0;
            SwarmAddress newcomer = message.isPresent() ? node.newcomers.remove(node.messages) : null;
            if (newcomer != null) {
                node.connect(newcomer);
            }
            return message;
        }

        @Override
        public void write(Message message) throws IOException, InterruptedException {
            pipe.write(message);
        }
    }
}
