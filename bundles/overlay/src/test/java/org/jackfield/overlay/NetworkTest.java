package org.jackfield.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
import org.junit.jupiter.api.Test;

/** Thirty tables that know one of them at first; time and links are the test's. */
class NetworkTest {

    private static final int NODES = 30;
    private static final int TICKS = 400;
    private static final long TICK_NANOS = Duration.ofMillis(500).toNanos();

    private long now;
    private final Map<Enode, Node> network = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();

    NetworkTest() {
        Random random = new Random(1);
        for (int i = 0; i < NODES; i++) {
            byte[] key = new byte[NodeId.BYTES];
            random.nextBytes(key);
            Node node = new Node(new Enode(NodeId.of(key), "127.0.0.1", 30399, 30399));
            network.put(node.enode, node);
            nodes.add(node);
        }
    }

    @Test
    void everyoneIsConnectedToHisWholeNeighbourhood() throws Exception {
        for (Node node : nodes.subList(1, NODES)) {
            node.connect(nodes.get(0));
        }
        run(TICKS);
        assertHealthy();
    }

    @Test
    void aThirdOfTheNodesGoesAndTheOthersCloseTheGaps() throws Exception {
        for (Node node : nodes.subList(1, NODES)) {
            node.connect(nodes.get(0));
        }
        run(TICKS);
        List<Node> gone = List.copyOf(nodes.subList(0, NODES / 3));
        for (Node node : gone) {
            nodes.remove(node);
            network.remove(node.enode);
            for (Node other : List.copyOf(node.links.keySet())) {
                node.hangUp(other);
            }
        }
        run(TICKS);
        assertHealthy();
    }

    private void run(int ticks) throws Exception {
        for (int tick = 0; tick < ticks; tick++) {
            now += TICK_NANOS;
            for (Node node : nodes) {
                Optional<Node> suggested = node.topology
                        .suggest()
                        .flatMap(SwarmAddress::enode)
                        .flatMap(enode -> Optional.ofNullable(network.get(enode)));
                if (suggested.isPresent() && !node.links.containsKey(suggested.get())) {
                    node.connect(suggested.get());
                }
                node.tell();
            }
        }
    }

    /** As the original defines health: everyone in the neighbourhood is connected, and no bin before it is empty. */
    private void assertHealthy() {
        for (Node node : nodes) {
            List<Overlay> others = nodes.stream()
                    .filter(other -> other != node)
                    .map(other -> other.overlay)
                    .toList();
            TableView table = node.topology.table().orElseThrow();
            Set<Overlay> connected = new HashSet<>();
            table.bins().forEach(bin -> connected.addAll(bin.connected()));
            int depth = Bins.of(node.overlay, others).depth();
            assertTrue(table.depth() >= depth, () -> "depth " + table.depth() + " of " + depth);
            for (Overlay other : others) {
                boolean neighbour = node.overlay.proximity(other) >= table.depth();
                assertTrue(!neighbour || connected.contains(other), () -> node.overlay + " lacks " + other);
            }
            assertEquals(connected.size(), node.links.size());
        }
    }

    private final class Node {
        final Enode enode;
        final Overlay overlay;
        final SwarmAddress address;
        final SeatedTopology topology = new SeatedTopology(List.of(), () -> now);
        final Map<Node, HiveSeat> links = new HashMap<>();
        final Map<HiveSeat, Set<Overlay>> told = new HashMap<>();

        Node(Enode enode) {
            this.enode = enode;
            overlay = Overlay.ofNode(enode.id());
            address = new SwarmAddress(overlay, enode.toString(), Services.FULL);
            topology.open(overlay);
        }

        void connect(Node other) throws Exception {
            links.put(other, topology.join(other.enode.id(), other.address));
            other.links.put(this, other.topology.join(enode.id(), address));
        }

        void hangUp(Node other) {
            links.remove(other).leave();
            other.links.remove(this).leave();
        }

        void tell() {
            List.copyOf(links.keySet()).forEach(other -> tell(other, links.get(other), other.links.get(this)));
        }

        private void tell(Node other, HiveSeat seat, HiveSeat theirs) {
            for (Optional<HiveNews> news = seat.next(); news.isPresent(); news = seat.next()) {
                if (news.get() instanceof HiveNews.Depth depth) {
                    theirs.subscribed(depth.depth());
                } else if (news.get() instanceof HiveNews.Nodes known) {
                    for (SwarmAddress node : known.addresses()) {
                        assertTrue(!node.overlay().equals(other.overlay), "told of itself");
                        assertTrue(
                                told.computeIfAbsent(seat, fresh -> new HashSet<>())
                                        .add(node.overlay()),
                                "told twice");
                        theirs.told(node);
                    }
                }
                seat.sent(news.get());
            }
        }
    }
}
