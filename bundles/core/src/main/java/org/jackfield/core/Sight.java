package org.jackfield.core;

import java.util.Map;
import java.util.Optional;
import org.jackfield.api.NodeId;

/**
 * All that a renegotiation sees of the node at one moment.
 *
 * @param nanos the moment, as {@link Timers} counts
 * @param links of everybody connected
 * @param dialable the nodes to stay connected to
 */
record Sight(long nanos, Map<NodeId, LinkView> links, Map<NodeId, Dialable> dialable) {

    Optional<LinkView> link(NodeId id) {
        return Optional.ofNullable(links.get(id));
    }

    Optional<Dialable> dial(NodeId id) {
        return Optional.ofNullable(dialable.get(id));
    }
}
