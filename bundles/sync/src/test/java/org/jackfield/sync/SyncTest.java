package org.jackfield.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jackfield.chain.Branch;
import org.junit.jupiter.api.Test;

class SyncTest {

    private static final Branch GENESIS = Branch.genesis(true);
    private static final Branch LONG = Branch.genesis(true).grow(3_000, 1);

    private final Simulation simulation = new Simulation(GENESIS);

    @Test
    void fetchesAChainWithItsReceiptsFromOnePeer() {
        simulation.joined(Manner.HONEST, LONG);
        assertTrue(simulation.reaches(LONG, 60), () -> simulation.room.status().toString());
        for (long i = 1; i <= LONG.height(); i++) {
            boolean there = simulation.chain.hasReceipts(LONG.block(i).header().hash());
            assertEquals(!LONG.receipts(i).receipts().isEmpty(), there, "receipts of block " + i);
        }
        assertEquals(0, simulation.chain.repeated.get());
        assertEquals(0, simulation.peers.get(0).askedTwice());
    }
}
