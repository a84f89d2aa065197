package org.jackfield.sync;

import java.util.List;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.NodeId;
import org.jackfield.chain.Block;
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

    /** A block that was propagated is to be verified, which {@link SyncState#verified} hears, and then appended. */
    record Take(Block block) implements Action {}

    /** A range of the chain is to be looked through; {@link SyncState#surveyed} follows. */
    record Survey(long first, long last) implements Action {}

    /** Access lists are to be stored with their blocks; {@link SyncState#completed} follows. */
    record Complete(List<LateLists.Late> lists) implements Action {}

    /** A stored block is to be made the head; {@link SyncState#chosen} follows. */
    record Choose(Hash hash) implements Action {}

    /** Something for a person to know. */
    record Tell(String line) implements Action {}
}
