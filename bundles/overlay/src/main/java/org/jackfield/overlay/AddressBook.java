package org.jackfield.overlay;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The full nodes we know of, by their proximity to us, so many in each bin: who fills one with inventions leaves the others
 * as they are. A bin that is full makes room by dropping who was called most in vain; if nobody was, it takes no newcomer.
 * Guarded by the table's lock.
 */
final class AddressBook {

    static final int BIN_CAPACITY = 64;

    private final Overlay owner;
    private final NavigableMap<Integer, Map<Overlay, KnownNode>> bins = new TreeMap<>();

    AddressBook(Overlay owner) {
        this.owner = owner;
    }

    /**
     * The newest word on where a node is holds, unless it is connected.
     *
     * @return whether that is news
     */
    boolean tell(SwarmAddress address, long nanos) {
        Map<Overlay, KnownNode> bin = binOf(address);
        KnownNode known = bin.get(address.overlay());
        if (known != null && (known.connected || known.address.equals(address))) {
            return false;
        }
        if (known == null && bin.size() >= BIN_CAPACITY && !drop(bin, 1)) {
            return false;
        }
        bin.put(address.overlay(), new KnownNode(address, nanos));
        return true;
    }

    /** Whoever is connected has a place in here. */
    void connected(SwarmAddress address, long nanos) {
        Map<Overlay, KnownNode> bin = binOf(address);
        if (!bin.containsKey(address.overlay()) && bin.size() >= BIN_CAPACITY) {
            drop(bin, 0);
        }
        KnownNode node = new KnownNode(address, nanos);
        int calls = Optional.ofNullable(bin.get(address.overlay()))
                .map(KnownNode::calls)
                .orElse(0);
        node.connected(nanos, calls);
        bin.put(address.overlay(), node);
    }

    void left(Overlay overlay, long nanos) {
        Optional.ofNullable(bin(owner.proximity(overlay)).get(overlay)).ifPresent(node -> node.left(nanos));
    }

    /** In the order they came. */
    Collection<KnownNode> nodes(int bin) {
        return bin(bin).values();
    }

    Stream<KnownNode> nodes() {
        return bins.values().stream().flatMap(bin -> bin.values().stream());
    }

    int size() {
        return bins.values().stream().mapToInt(Map::size).sum();
    }

    /** The proximity of the nearest, -1 if there is nobody. */
    int nearest() {
        return bins.isEmpty() ? -1 : bins.lastKey();
    }

    /** What is worth keeping, those connected first: they are the best bet for the next time. */
    List<SwarmAddress> worthKeeping() {
        return nodes().filter(KnownNode::promising)
                .sorted(Comparator.comparing((KnownNode node) -> !node.connected))
                .map(node -> node.address)
                .toList();
    }

    private Map<Overlay, KnownNode> bin(int proximity) {
        return bins.getOrDefault(proximity, Map.of());
    }

    private Map<Overlay, KnownNode> binOf(SwarmAddress address) {
        return bins.computeIfAbsent(owner.proximity(address.overlay()), proximity -> new LinkedHashMap<>());
    }

    private static boolean drop(Map<Overlay, KnownNode> bin, int minCalls) {
        Optional<KnownNode> hopeless = bin.values().stream()
                .filter(node -> !node.connected && node.calls() >= minCalls)
                .max(Comparator.comparingInt(KnownNode::calls));
        hopeless.ifPresent(node -> bin.remove(node.address.overlay()));
        return hopeless.isPresent();
    }
}
