package org.jackfield.overlay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The connected nodes of a table by their proximity to its owner, and the two depths that follow from it (ethersphere
 * swarm v0.5.8, network/kademlia.go).
 *
 * <p>For connections in bins 0 (3 of them), 1 (2), 2 (1) and 5 (1), the radius is 2, that of the second nearest; no bin
 * before it is empty, so the depth is 2.
 */
final class Bins {

    /** How many of the nearest make the neighbourhood. */
    private static final int NEIGHBOURHOOD_SIZE = 2;

    private static final int MIN_BIN_SIZE = 2;
    private static final int MAX_BIN_SIZE = 16;

    /** Sizes by proximity. */
    private final int[] sizes = new int[Overlay.MAX_PROXIMITY];

    private final int radius;
    private final int nearest;

    private Bins(int[] ascending) {
        for (int proximity : ascending) {
            sizes[proximity]++;
        }
        radius = ascending.length <= NEIGHBOURHOOD_SIZE ? 0 : ascending[ascending.length - NEIGHBOURHOOD_SIZE];
        nearest = ascending.length == 0 ? -1 : ascending[ascending.length - 1];
    }

    /** The bins of {@code owner}'s table; its own address and repeated ones do not count. */
    static Bins of(Overlay owner, Collection<Overlay> connected) {
        return new Bins(connected.stream()
                .distinct()
                .mapToInt(owner::proximity)
                .filter(proximity -> proximity < Overlay.MAX_PROXIMITY)
                .sorted()
                .toArray());
    }

    /** Where the owner's neighbourhood begins: the radius, or the first empty bin if that is shallower. */
    int depth() {
        int depth = 0;
        while (depth < radius && sizes[depth] > 0) {
            depth++;
        }
        return depth;
    }

    /** What the owner asks others for: the radius, or the first bin that could do with more if that is shallower. */
    int saturation() {
        int depth = depth();
        int saturation = 0;
        while (saturation < radius && sizes[saturation] >= wanted(saturation, depth)) {
            saturation++;
        }
        return saturation;
    }

    /**
     * Where more connections are wanted, most urgent first: the emptiest bins, and of these the shallow ones. In the
     * neighbourhood there are never enough, and up to {@code nearestKnown} bins count as empty, so that it grows.
     *
     * @param nearestKnown the proximity of the nearest node we know of, -1 for none
     */
    List<Integer> wanting(int nearestKnown) {
        List<List<Integer>> bySize = new ArrayList<>();
        for (int size = 0; size < MAX_BIN_SIZE; size++) {
            bySize.add(new ArrayList<>());
        }
        int depth = depth();
        for (int bin = 0; bin <= nearest; bin++) {
            int wanted = wanted(bin, depth);
            int size = bin >= depth && sizes[bin] >= wanted ? wanted - 1 : sizes[bin];
            if (size < wanted) {
                bySize.get(size).add(bin);
            }
        }
        for (int bin = nearest + 1; bin <= nearestKnown; bin++) {
            bySize.get(0).add(bin);
        }
        return bySize.stream().flatMap(List::stream).toList();
    }

    int connections() {
        return Arrays.stream(sizes).sum();
    }

    /** Shallow bins stand for more of the network, so more is wanted in them. */
    private static int wanted(int bin, int depth) {
        return Math.min(MAX_BIN_SIZE, Math.max(MIN_BIN_SIZE, MIN_BIN_SIZE + depth - bin - 1));
    }
}
