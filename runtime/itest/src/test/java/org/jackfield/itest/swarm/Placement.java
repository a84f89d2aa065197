package org.jackfield.itest.swarm;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jackfield.itest.shared.ChunkProbe;

/**
 * Which chunks are where they belong: at the node nearest to them, and at each node of whose neighbourhood they are. Used by one
 * thread.
 */
public final class Placement {

    private final byte[] addresses;

    /** By node, the numbers of the chunks that belong to it and were not seen there yet. */
    private final Map<SwarmNode, BitSet> missing = new HashMap<>();

    private long places;

    /**
     * @param addresses of the chunks, one after the other
     * @param nodes all that there are
     */
    public Placement(byte[] addresses, List<SwarmNode> nodes) {
        this.addresses = addresses;
        List<Place> all = nodes.stream().map(SwarmNode::place).toList();
        for (SwarmNode node : nodes) {
            Place place = node.place();
            int depth = place.depth(all);
            BitSet belonging = new BitSet();
            for (int number = 0; number < chunks(); number++) {
                if (place.proximity(addresses, number) >= depth || place.isNearest(addresses, number, all)) {
                    belonging.set(number);
                }
            }
            places += belonging.cardinality();
            missing.put(node, belonging);
        }
    }

    /** How many chunks there are. */
    public int chunks() {
        return addresses.length / ChunkProbe.ADDRESS_BYTES;
    }

    /** How many pairs of a chunk and a node there should be. */
    public long places() {
        return places;
    }

    /** Looks for what was missing, and says how much still is. */
    public long missing() {
        missing.forEach((node, numbers) -> numbers.andNot(node.probe().held(addresses, numbers)));
        return missing.values().stream().mapToLong(BitSet::cardinality).sum();
    }

    /** The least number of nodes that have a chunk. */
    public int fewestCopies() {
        int[] copies = new int[chunks()];
        BitSet all = new BitSet();
        all.set(0, chunks());
        missing.keySet()
                .forEach(node -> node.probe().held(addresses, all).stream().forEach(number -> copies[number]++));
        return Arrays.stream(copies).min().orElse(0);
    }
}
