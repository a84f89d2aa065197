package org.jackfield.ethapi;

import java.util.ArrayList;
import java.util.List;
import org.jackfield.api.NodeId;
import org.jackfield.pool.CellMask;
import org.jackfield.pool.TransactionRelay;
import org.jackfield.pool.TransactionSeat;

/** A relay that keeps the custody sets it is given. */
final class FakeRelay implements TransactionRelay {

    final List<CellMask> custodies = new ArrayList<>();

    @Override
    public TransactionSeat join(NodeId peer, int version, Runnable wake) {
        throw new UnsupportedOperationException("no peer joins here");
    }

    @Override
    public TransactionSeat rejoin(NodeId peer, int version, Runnable wake) {
        throw new UnsupportedOperationException("no peer joins here");
    }

    @Override
    public void custody(CellMask cells) {
        custodies.add(cells);
    }
}
