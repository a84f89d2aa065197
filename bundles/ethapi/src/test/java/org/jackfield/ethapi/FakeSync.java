package org.jackfield.ethapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.NodeId;
import org.jackfield.chain.Hex;
import org.jackfield.sync.ChainSync;
import org.jackfield.sync.RemoteChain;
import org.jackfield.sync.SyncSeat;

/** A synchronization that keeps its targets and says it is on the way from 1 by 2 to 3. */
final class FakeSync implements ChainSync {

    final List<String> targets = new ArrayList<>();

    @Override
    public SyncSeat join(NodeId peer, int version, RemoteChain chain, Runnable wake) {
        throw new UnsupportedOperationException("no peer joins here");
    }

    @Override
    public SyncSeat rejoin(NodeId peer, int version, RemoteChain chain, Runnable wake) {
        throw new UnsupportedOperationException("no peer joins here");
    }

    @Override
    public void target(byte[] hash) {
        targets.add(Hex.text(hash));
    }

    @Override
    public SyncStatus status() {
        return new SyncStatus(true, 1, 2, 3, Optional.empty(), 0, List.of());
    }
}
