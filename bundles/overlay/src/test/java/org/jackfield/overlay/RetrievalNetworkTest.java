package org.jackfield.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.junit.jupiter.api.Test;

/** Thirty nodes, each linked to two of every bin and to its whole neighbourhood; a chunk lies where it belongs. */
class RetrievalNetworkTest {

    private static final int NODES = 30;
    private static final int CHUNKS = 40;

    private long now;
    private final Random random = new Random(2);
    private final List<Node> nodes = new ArrayList<>();

    RetrievalNetworkTest() {
        for (int i = 0; i < NODES; i++) {
            byte[] key = new byte[NodeId.BYTES];
            random.nextBytes(key);
            nodes.add(new Node(new Enode(NodeId.of(key), "127.0.0.1", 30399, 30399)));
        }
    }

    @Test
    void everyChunkComesToEverybodyWithoutGoingRound() throws Exception {
        for (Node node : nodes) {
            node.link();
        }
        for (int i = 0; i < CHUNKS; i++) {
            byte[] data = new byte[Chunk.MAX_BYTES];
            random.nextBytes(data);
            Chunk chunk = Chunk.ofContent(data);
            Overlay place = Overlay.of(chunk.address().bytes());
            Node keeper = nodes.stream()
                    .max(Comparator.comparing(node -> node.overlay, (a, b) -> place.isNearer(a, b) ? 1 : -1))
                    .orElseThrow();
            keeper.chunks.put(chunk.address(), chunk);
            for (Node node : nodes) {
                assertFetches(node, chunk);
            }
        }
    }

    private void assertFetches(Node node, Chunk chunk) throws Exception {
        if (node.chunks.containsKey(chunk.address())) {
            return;
        }
        CompletableFuture<Chunk> wanted = node.exchange.fetch(chunk.address());
        for (int tick = 0; tick < 7 && !wanted.isDone(); tick++) {
            while (nodes.stream().mapToInt(Node::send).sum() > 0) {
                // Until nobody has anything to say.
            }
            if (!wanted.isDone()) {
                now += ChunkExchange.PEER_NANOS;
                nodes.forEach(each -> each.exchange.tick());
            }
        }
        assertTrue(wanted.isDone() && !wanted.isCompletedExceptionally(), () -> node.overlay + " lacks " + chunk);
        assertEquals(chunk, wanted.join());
    }

    private final class Node implements Chunks {
        final Enode enode;
        final Overlay overlay;
        final SwarmAddress address;
        final SeatedTopology topology = new SeatedTopology(List.of(), () -> now);
        final Map<Address, Chunk> chunks = new HashMap<>();
        final ChunkExchange exchange = new ChunkExchange(topology::table, this, () -> now, random::nextLong);
        final Map<Node, RetrievalSeat> links = new HashMap<>();

        Node(Enode enode) {
            this.enode = enode;
            overlay = Overlay.ofNode(enode.id());
            address = new SwarmAddress(overlay, enode.toString(), Services.FULL);
            topology.open(overlay);
        }

        void link() throws DisconnectException {
            int depth = Bins.of(
                            overlay, nodes.stream().map(node -> node.overlay).toList())
                    .depth();
            int[] linked = new int[Overlay.MAX_PROXIMITY + 1];
            for (Node other : nodes) {
                int proximity = overlay.proximity(other.overlay);
                if (other != this && (proximity >= depth || linked[proximity] < 2)) {
                    linked[proximity]++;
                    link(other);
                    other.link(this);
                }
            }
        }

        private void link(Node other) throws DisconnectException {
            if (!links.containsKey(other)) {
                topology.join(other.enode.id(), other.address);
                links.put(other, exchange.join(other.enode.id(), other.address, true, () -> {}));
            }
        }

        /** How many messages it had to send. */
        int send() {
            int count = 0;
            for (Map.Entry<Node, RetrievalSeat> link : links.entrySet()) {
                Optional<RetrievalNews> news = link.getValue().next();
                if (news.isPresent()) {
                    link.getValue().sent(news.get());
                    arrive(link.getKey().links.get(this), news.get());
                    count++;
                }
            }
            return count;
        }

        private void arrive(RetrievalSeat seat, RetrievalNews news) {
            try {
                if (news instanceof RetrievalNews.Request request) {
                    seat.requested(request.id(), request.address());
                } else if (news instanceof RetrievalNews.Delivery delivery) {
                    Chunk chunk = delivery.chunk();
                    seat.delivered(delivery.id(), chunk.address(), chunk.data());
                }
            } catch (DisconnectException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public Optional<Chunk> get(Address wanted) {
            return Optional.ofNullable(chunks.get(wanted));
        }

        /** Nothing but what lies here at first, so that nobody has it by chance. */
        @Override
        public void keep(Chunk chunk, boolean ours) {}
    }
}
