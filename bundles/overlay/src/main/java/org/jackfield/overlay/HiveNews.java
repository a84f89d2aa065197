package org.jackfield.overlay;

import java.util.List;

/** What a peer is to be told over hive. */
public sealed interface HiveNews {

    /** What we ask it for: nodes that share so many leading bits with us. */
    record Depth(int depth) implements HiveNews {}

    /** Nodes it may want to connect to; at least one, at most {@link HiveSeat#MAX_NODES}. */
    record Nodes(List<SwarmAddress> addresses) implements HiveNews {
        public Nodes {
            addresses = List.copyOf(addresses);
        }
    }
}
