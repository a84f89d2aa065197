package org.jackfield.sync;

import java.util.Optional;
import java.util.OptionalLong;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.Hash;

/**
 * A block to reach.
 *
 * @param number if it is known
 * @param proposer who told of it, and answers for it; empty for a trusted target
 */
record Goal(Hash hash, OptionalLong number, Optional<NodeId> proposer) {

    boolean trusted() {
        return proposer.isEmpty();
    }

    boolean proposedBy(NodeId peer) {
        return proposer.filter(peer::equals).isPresent();
    }
}
