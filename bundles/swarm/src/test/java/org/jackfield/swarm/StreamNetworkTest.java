package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
import org.jackfield.chunks.Chunk;
import org.jackfield.overlay.HiveSeat;
import org.jackfield.overlay.OpenSync;
import org.jackfield.overlay.OpenTopology;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.Services;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.overlay.SyncSamples;
import org.jackfield.overlay.Topology;
import org.junit.jupiter.api.Test;

/** Thirty nodes, each linked to two of every bin and to its whole neighbourhood, and nothing but pulling between them. */
class StreamNetworkTest {

    private static final int NODES = 30;
    private static final int CHUNKS = 200;

    private final Random random = new Random(7);
    private final List<Node> nodes = new ArrayList<>();
    private final List<Chunk> chunks =
            IntStream.range(0, CHUNKS).mapToObj(SyncSamples::chunk).toList();

    StreamNetworkTest() throws Exception {
        for (int i = 0; i < NODES; i++) {
            byte[] key = new byte[NodeId.BYTES];
            random.nextBytes(key);
            nodes.add(new Node(new Enode(NodeId.of(key), "127.0.0.1", 30399, 30399)));
        }
        for (Node node : nodes) {
            node.link();
        }
        nodes.forEach(Node::stand);
    }

    @Test
    void everyChunkComesToAllWhoseNeighbourhoodItIsIn() throws Exception {
        nodes.get(0).room.put(chunks.subList(0, CHUNKS / 2));
        settle();
        nodes.get(NODES - 1).room.put(chunks.subList(CHUNKS / 2, CHUNKS));
        settle();
        assertEverythingIsWhereItBelongs();
    }

    @Test
    void whenAThirdOfThemGoesTheOthersTakeOverWhatIsTheirsNow() throws Exception {
        nodes.get(0).room.put(chunks);
        settle();
        for (Node gone : List.copyOf(nodes.subList(NODES - NODES / 3, NODES))) {
            nodes.remove(gone);
            for (Node node : nodes) {
                node.unlink(gone);
            }
        }
        for (Node node : nodes) {
            node.link();
        }
        nodes.forEach(Node::stand);
        settle();
        assertEverythingIsWhereItBelongs();
    }

    private void assertEverythingIsWhereItBelongs() {
        for (Chunk chunk : chunks) {
            Overlay place = Overlay.of(chunk.address().bytes());
            Node nearest = nodes.stream()
                    .max(Comparator.comparing(node -> node.address.overlay(), (a, b) -> place.isNearer(a, b) ? 1 : -1))
                    .orElseThrow();
            assertTrue(nearest.room.has(chunk), () -> nearest.address.overlay() + " lacks " + chunk);
            nodes.stream()
                    .filter(node -> node.address.overlay().proximity(place) >= node.depth)
                    .forEach(
                            node -> assertTrue(node.room.has(chunk), () -> node.address.overlay() + " lacks " + chunk));
        }
    }

    @Test
    void notEveryChunkComesToEverybody() throws Exception {
        nodes.get(0).room.put(chunks);
        settle();
        long kept = nodes.stream()
                .flatMap(node -> chunks.stream().filter(node.room::has))
                .count();
        assertTrue(kept < (long) NODES * CHUNKS / 2, kept + " copies");
    }

    private void settle() throws Exception {
        for (int quiet = 0; quiet < 3; quiet++) {
            nodes.forEach(node -> node.room.pass(Duration.ofSeconds(2)));
            int said;
            do {
                said = 0;
                for (Node node : nodes) {
                    said += node.say();
                }
                quiet = said > 0 ? 0 : quiet;
            } while (said > 0);
        }
    }

    private final class Node {
        final SwarmAddress address;
        final NodeId id;
        final Topology topology;
        final OpenSync room;
        final Map<Node, StreamNode> links = new LinkedHashMap<>();
        final Map<Node, HiveSeat> seats = new HashMap<>();
        int depth;

        Node(Enode enode) {
            id = enode.id();
            address = new SwarmAddress(Overlay.ofNode(id), enode.toString(), Services.FULL);
            topology = OpenTopology.at(address.overlay());
            room = new OpenSync(address.overlay());
        }

        /** To two of every bin, and to those of whom everybody would say that they are neighbours. */
        void link() throws DisconnectException {
            Topology all = OpenTopology.at(address.overlay());
            for (Node other : nodes) {
                all.join(other.id, other.address);
            }
            int whole = all.table().orElseThrow().depth();
            int[] linked = new int[Overlay.MAX_PROXIMITY + 1];
            for (Node other : nodes) {
                int proximity = address.overlay().proximity(other.address.overlay());
                if (other != this && (proximity >= whole || linked[proximity]++ < 2)) {
                    link(other);
                    other.link(this);
                }
            }
        }

        private void link(Node other) throws DisconnectException {
            if (!links.containsKey(other)) {
                seats.put(other, topology.join(other.id, other.address));
                links.put(other, new StreamNode(room, other.address, true));
            }
        }

        void unlink(Node other) {
            if (links.containsKey(other)) {
                links.remove(other).conversation().leave();
                seats.remove(other).leave();
            }
        }

        void stand() {
            depth = topology.table().orElseThrow().depth();
            room.depth(depth);
        }

        /** How many messages it had. */
        int say() throws Exception {
            int count = 0;
            for (Map.Entry<Node, StreamNode> link : links.entrySet()) {
                for (StreamMessage message : link.getValue().say()) {
                    link.getKey().links.get(this).hear(message);
                    count++;
                }
            }
            return count;
        }
    }
}
