package org.jackfield.itest.swarm;

import java.util.Collection;
import java.util.List;
import org.jackfield.chunks.Address;

/**
 * Where a node stands among others, and what follows from it: by the rules of ethersphere's Swarm, worked out once more from all
 * nodes there are.
 */
record Place(Address address) {

    /** As many of the nearest make a neighbourhood. */
    private static final int NEIGHBOURHOOD_SIZE = 2;

    /** Where the neighbourhood begins if everybody were connected: the second nearest's bin, or the first empty one before it. */
    int depth(Collection<Place> nodes) {
        List<Integer> proximities = nodes.stream()
                .filter(node -> !node.equals(this))
                .map(this::proximity)
                .sorted()
                .toList();
        if (proximities.size() <= NEIGHBOURHOOD_SIZE) {
            return 0;
        }
        int radius = proximities.get(proximities.size() - NEIGHBOURHOOD_SIZE);
        int depth = 0;
        while (depth < radius && proximities.contains(depth)) {
            depth++;
        }
        return depth;
    }

    /** Whether it is connected to its whole neighbourhood, and to somebody in each bin before it. */
    boolean isWellConnected(Collection<Place> connected, Collection<Place> nodes) {
        int depth = depth(nodes);
        boolean neighbours = nodes.stream()
                .filter(node -> !node.equals(this) && proximity(node) >= depth)
                .allMatch(connected::contains);
        return neighbours && depth(connected) == depth;
    }

    boolean isNearest(byte[] chunks, int number, Collection<Place> nodes) {
        Address chunk = chunk(chunks, number);
        return nodes.stream().noneMatch(node -> node.address.nearer(chunk, address));
    }

    int proximity(byte[] chunks, int number) {
        return address.proximity(chunk(chunks, number));
    }

    private int proximity(Place other) {
        return address.proximity(other.address);
    }

    private static Address chunk(byte[] chunks, int number) {
        return Address.of(chunks, number * Address.BYTES);
    }
}
