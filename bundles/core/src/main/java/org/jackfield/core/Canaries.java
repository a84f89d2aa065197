package org.jackfield.core;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jackfield.api.NodeId;

/**
 * The bundles whose protocols are canaries, installed or not, and the share of the peers that each has. A share is one
 * for all versions of a protocol in a bundle, and stays where it was placed, also while the bundle is replaced. Not for
 * use by several threads; its owner locks.
 */
final class Canaries {

    private final Function<String, Collection<NodeId>> present;
    private final Map<Long, Mark> byBundle = new HashMap<>();

    /**
     * @param present the peers that a protocol has now, by its name
     */
    Canaries(Function<String, Collection<NodeId>> present) {
        this.present = present;
    }

    void mark(long bundleId, double size) {
        byBundle.put(bundleId, new Mark(size, new HashMap<>()));
    }

    void unmark(long bundleId) {
        byBundle.remove(bundleId);
    }

    boolean isEmpty() {
        return byBundle.isEmpty();
    }

    /** The share of a protocol; empty if it is no canary. Placed when it is asked for first. */
    Optional<Share> share(InstalledProtocol protocol) {
        return Optional.ofNullable(byBundle.get(protocol.origin().bundleId()))
                .map(mark -> mark.byName()
                        .computeIfAbsent(
                                protocol.capability().name(), name -> Share.of(mark.size(), present.apply(name))));
    }

    private record Mark(double size, Map<String, Share> byName) {}
}
