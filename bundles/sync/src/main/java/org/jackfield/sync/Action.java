package org.jackfield.sync;

import java.util.List;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.NodeId;
import org.jackfield.chain.NewBlock;
import org.jackfield.crypto.Hash;

/** What is to be done after an event. */
sealed interface Action {

    /** There is something to ask a peer. */
    record Wake(Runnable wake) implements Action {}

    /** A peer has to go. */
    record Drop(NodeId peer, DisconnectReason reason, String why) implements Action {}

    /** Blocks are to be appended; {@link SyncState#written} or {@link SyncState#rejected} follows. */
    record Append(List<NewBlock> blocks) implements Action {}

    /** A stored block is to be made the head; {@link SyncState#chosen} follows. */
    record Choose(Hash hash) implements Action {}

    /** Something for a person to know. */
    record Tell(String line) implements Action {}
}
