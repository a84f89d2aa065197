package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jackfield.api.Capability;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;
import org.jackfield.api.testing.HandOverRehearsal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A session among others, all of which go over to the next release; a peer in bin 0 hears of them. */
@Timeout(30)
class HiveHandOverTest {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final Peer PEER = (Peer) Proxy.newProxyInstance(
            Peer.class.getClassLoader(),
            new Class<?>[] {Peer.class},
            (self, method, arguments) -> NodeId.of(new byte[NodeId.BYTES]));

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

    /** When the others' sessions are resumed. */
    private enum Others {
        BEFORE_OURS,
        /** With the first message that ours reads. */
        AFTER_OURS,
        /** When that has been dealt with. */
        LATE
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_OURS", "AFTER_OURS"})
    void thePeerNoticesNothingWhereverItHappens(Others others) throws Exception {
        HandOverRehearsal.Course twin = play(others);
        assertEquals("1 c101", twin.said().get(0));
        assertEquals(3, twin.said().size(), twin.said().toString());
        for (int at = 0; at <= SCRIPT.size(); at++) {
            assertEquals(twin, play(others, at), "handed over before message " + at);
            assertEquals(twin, play(others, at, at), "twice before message " + at);
        }
        assertEquals(twin, play(others, IntStream.rangeClosed(0, SCRIPT.size()).toArray()));
    }

    @Test
    void noDepthIsToldThatOnlyTheHandOverHasChanged() throws Exception {
        for (int at = 0; at <= SCRIPT.size(); at++) {
            List<String> said = play(Others.LATE, at).said();
            assertEquals(
                    List.of("1 c101"),
                    said.stream().filter(message -> message.startsWith("1 ")).toList(),
                    "handed over before message " + at);
        }
    }

    private static HandOverRehearsal.Course play(Others others, int... handOvers) throws Exception {
        Node node = new Node(others);
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

    /** What outlives a release: who is connected. */
    private static final class Node {
        final Others others;
        final List<SwarmAddress> connected = new ArrayList<>(CONNECTED);
        final Map<Integer, SwarmAddress> newcomers = new HashMap<>(NEWCOMERS);
        int messages;

        Node(Others others) {
            this.others = others;
        }
    }

    private static final class Release implements ResumableProtocol {
        private final Node node;
        private final Neighbours neighbours = new Neighbours(NEVER);
        private final HiveSession session = new HiveSession(SELF, REMOTE, neighbours, new AddressBook(2));

        Release(Node node) {
            this.node = node;
        }

        @Override
        public Capability capability() {
            return Capability.parse("hive/11");
        }

        @Override
        public int messageCount() {
            return 2;
        }

        @Override
        public boolean reads(int stateVersion) {
            return stateVersion == HiveState.VERSION;
        }

        @Override
        public void run(Peer peer, MessagePipe pipe) throws Exception {
            node.connected.forEach(neighbours::arrive);
            session.run(new EventfulPipe(pipe, node, neighbours), List.of(), true, NEVER);
        }

        @Override
        public void resume(Peer peer, MessagePipe pipe, SessionState state) throws Exception {
            EventfulPipe eventful = new EventfulPipe(pipe, node, neighbours);
            if (node.others == Others.BEFORE_OURS) {
                node.connected.forEach(neighbours::arrive);
            } else {
                eventful.others = List.copyOf(node.connected);
            }
            session.resume(eventful, (HiveState.Met) HiveState.decode(state), NEVER);
        }

        @Override
        public Optional<Map<String, Object>> peerInfo(NodeId peer) {
            return Optional.of(session.info());
        }
    }

    /** Lets newcomers arrive before their message, and the others' sessions be resumed after it was read. */
    private static final class EventfulPipe implements MessagePipe {
        private final MessagePipe pipe;
        private final Node node;
        private final Neighbours neighbours;
        private List<SwarmAddress> others = List.of();
        private boolean first = true;

        EventfulPipe(MessagePipe pipe, Node node, Neighbours neighbours) {
            this.pipe = pipe;
            this.node = node;
            this.neighbours = neighbours;
        }

        @Override
        public Message read() throws IOException, InterruptedException {
            return read(NEVER).orElseThrow();
        }

        @Override
        public Optional<Message> read(Duration timeout) throws IOException, InterruptedException {
            if (!first) {
                resumeOthers();
            }
            first = false;
            SwarmAddress newcomer = node.newcomers.remove(node.messages);
            if (newcomer != null) {
                node.connected.add(newcomer);
                neighbours.arrive(newcomer);
            }
            Optional<Message> message = pipe.read(timeout);
            node.messages++;
            if (node.others != Others.LATE) {
                resumeOthers();
            }
            return message;
        }

        private void resumeOthers() {
            others.forEach(neighbours::arrive);
            others = List.of();
        }

        @Override
        public void write(Message message) throws IOException, InterruptedException {
            pipe.write(message);
        }
    }
}
