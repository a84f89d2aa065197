package org.jackfield.core;

import java.util.List;
import java.util.Optional;
import org.jackfield.api.Capability;
import org.jackfield.api.Enode;

/**
 * What is left of a renegotiation when the node ends before it.
 *
 * @param stopping whether it was to close no further link
 * @param nodes those not yet over, whether their links were closed or not: the end of the node has closed them all
 */
record UnfinishedRenegotiation(
        String protocol,
        boolean stopping,
        int atOnce,
        int peersAtStart,
        int floor,
        int done,
        int unchanged,
        int inbound,
        List<Node> nodes) {

    UnfinishedRenegotiation {
        if (!Capability.isValidName(protocol)) {
            throw new IllegalArgumentException("not the name of a protocol: " + protocol);
        }
        if (atOnce < 1 || Math.min(Math.min(peersAtStart, floor), Math.min(done, Math.min(unchanged, inbound))) < 0) {
            throw new IllegalArgumentException("a number is too small");
        }
        nodes = List.copyOf(nodes);
    }

    /**
     * @param wanted what its link is to carry of the protocol; empty for nothing
     */
    record Node(Enode enode, Optional<Capability> wanted) {}
}
