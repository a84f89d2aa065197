package org.jackfield.pss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jackfield.crypto.Secp256k1;
import org.jackfield.overlay.Overlay;
import org.junit.jupiter.api.Test;

/** Thirty nodes, each linked to two of every bin and to its whole neighbourhood. */
class PssNetworkTest {

    private static final int NODES = 30;

    private final Random random = new Random(5);
    private final List<Node> nodes = new ArrayList<>();
    private int sent;

    PssNetworkTest() {
        for (int i = 0; i < NODES; i++) {
            nodes.add(new Node(i));
        }
        nodes.forEach(Node::settle);
        nodes.forEach(Node::link);
    }

    @Test
    void everybodyReachesEverybody() throws Exception {
        for (Node from : nodes) {
            for (Node to : nodes) {
                if (from != to) {
                    byte[] payload = payload(from, to);
                    from.router.sendRaw(Destination.of(to.overlay), Fixtures.TOPIC, payload, Fixtures.LIFE);
                    spread();
                    assertEquals(Set.of(to), thoseWhoGot(payload), () -> from + " to " + to);
                    to.toUs.clear();
                }
            }
        }
        assertTrue(sent < NODES * NODES * 12, sent + " messages");
    }

    @Test
    void sealedMessagesReachThoseTheyAreFor() throws Exception {
        Node from = nodes.get(0);
        Node to = nodes.get(NODES - 1);
        from.keys.setPeer(to.keys.publicKey(), Fixtures.TOPIC, Destination.of(new byte[0]));
        from.router.sendAsymmetric(to.keys.publicKey(), Fixtures.TOPIC, new byte[] {1});
        spread();
        assertEquals(Set.of(to), thoseWhoGot(new byte[] {1}), "nobody else can open it");
        Set<Node> holders = Set.copyOf(nodes.subList(5, 9));
        for (Node holder : holders) {
            holder.keys.addSymmetric(new byte[32], Fixtures.TOPIC, Destination.EVERYBODY, true);
        }
        String id = from.keys.addSymmetric(new byte[32], Fixtures.TOPIC, Destination.EVERYBODY, true);
        from.router.sendSymmetric(id, Fixtures.TOPIC, new byte[] {2});
        spread();
        assertEquals(holders, thoseWhoGot(new byte[] {2}));
    }

    @Test
    void aPrefixReachesAllWhoBeginWithIt() throws Exception {
        for (Node from : nodes) {
            for (int first = 0; first < 256; first += 5) {
                Destination to = Destination.of(new byte[] {(byte) first});
                byte[] payload = {(byte) first, (byte) from.number};
                from.router.sendRaw(to, Fixtures.TOPIC, payload, Fixtures.LIFE);
                spread();
                Set<Node> covered = nodes.stream()
                        .filter(node -> node != from && to.covers(node.overlay))
                        .collect(Collectors.toSet());
                assertEquals(covered, thoseWhoGot(payload), () -> from + " to " + to);
            }
        }
    }

    @Test
    void whatIsForEverybodyReachesEverybodyOnce() throws Exception {
        nodes.get(3).router.sendRaw(Destination.EVERYBODY, Fixtures.TOPIC, new byte[] {3}, Fixtures.LIFE);
        spread();
        assertEquals(NODES - 1, thoseWhoGot(new byte[] {3}).size());
    }

    /** As chunks go to those who are to store them. */
    @Test
    void aPointsNeighbourhoodGetsWhatIsSentThere() throws Exception {
        for (int i = 0; i < 200; i++) {
            Overlay point = Fixtures.random(random);
            Node from = nodes.get(i % NODES);
            byte[] payload = {(byte) i};
            from.router.sendRaw(Destination.of(point), Fixtures.TOPIC, payload, Fixtures.LIFE);
            spread();
            Node nearest = nodes.stream()
                    .max(Comparator.comparing(node -> node.overlay, (a, b) -> point.isNearer(a, b) ? 1 : -1))
                    .orElseThrow();
            Set<Node> got = nodes.stream()
                    .filter(node -> node.nearUs.removeIf(one -> Arrays.equals(one, payload)))
                    .collect(Collectors.toSet());
            assertTrue(from == nearest || got.contains(nearest), () -> nearest + " did not get what is for " + point);
            for (Node node : got) {
                assertEquals(node == nearest, node.router.isNearestTo(point));
                assertTrue(node.overlay.proximity(point) >= node.depth);
            }
        }
    }

    private Set<Node> thoseWhoGot(byte[] payload) {
        nodes.forEach(node -> assertTrue(
                node.toUs.stream().filter(one -> Arrays.equals(one, payload)).count() < 2,
                () -> node + " got it twice"));
        return nodes.stream()
                .filter(node -> node.toUs.stream().anyMatch(one -> Arrays.equals(one, payload)))
                .collect(Collectors.toSet());
    }

    private static byte[] payload(Node from, Node to) {
        return Fixtures.bytes(from.number, to.number);
    }

    /** Until nobody has anything to say. */
    private void spread() {
        int round;
        do {
            round = nodes.stream().mapToInt(Node::send).sum();
            sent += round;
        } while (round > 0);
    }

    private final class Node {
        final int number;
        final Overlay overlay = Fixtures.random(random);
        final Map<Node, PssSeat> links = new HashMap<>();
        final List<byte[]> toUs = new ArrayList<>();
        final List<byte[]> nearUs = new ArrayList<>();
        final Sealer sealer = new Sealer(Secp256k1.newPrivateKey());
        final KeyTable keys = new KeyTable(sealer);
        final PssRouter router = new PssRouter(
                () -> Fixtures.table(overlay, depth()), sealer, keys, InstantSource.system(), System::nanoTime);
        int depth;

        Node(int number) {
            this.number = number;
            Interest interest = Interest.in(Fixtures.TOPIC).withRaw();
            router.listen(interest, delivery -> toUs.add(delivery.payload()));
            router.listen(interest.withNeighbourhood(), delivery -> nearUs.add(delivery.payload()));
        }

        private int depth() {
            return depth;
        }

        /** The depth of a table of all that there are: no bin before it is empty, and at least two are in it. */
        void settle() {
            int[] ascending = nodes.stream()
                    .filter(node -> node != this)
                    .mapToInt(node -> overlay.proximity(node.overlay))
                    .sorted()
                    .toArray();
            int secondNearest = ascending[ascending.length - 2];
            while (depth < secondNearest && Arrays.binarySearch(ascending, depth) >= 0) {
                depth++;
            }
        }

        void link() {
            int[] linked = new int[Overlay.MAX_PROXIMITY];
            for (Node other : nodes) {
                if (other != this) {
                    int proximity = overlay.proximity(other.overlay);
                    if (proximity >= depth || linked[proximity] < 2) {
                        linked[proximity]++;
                        link(other);
                        other.link(this);
                    }
                }
            }
        }

        private void link(Node other) {
            links.computeIfAbsent(
                    other, any -> router.join(Fixtures.node(other.number), Fixtures.address(other.overlay), () -> {}));
        }

        /** How many messages it had to send. */
        int send() {
            int count = 0;
            for (Map.Entry<Node, PssSeat> link : links.entrySet()) {
                Optional<PssMessage> message = link.getValue().next();
                if (message.isPresent()) {
                    link.getValue().sent(message.get());
                    link.getKey().links.get(this).received(message.get());
                    count++;
                }
            }
            return count;
        }

        @Override
        public String toString() {
            return "node " + number + " at " + overlay.toString().substring(0, 6) + ", depth " + depth;
        }
    }
}
