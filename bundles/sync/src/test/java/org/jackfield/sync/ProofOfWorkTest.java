package org.jackfield.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.jackfield.api.DisconnectReason;
import org.jackfield.chain.Branch;
import org.junit.jupiter.api.Test;

/** Before the merge weight decides, and blocks are propagated. */
class ProofOfWorkTest {

    private static final Branch GENESIS = Branch.genesis(false);
    private static final Branch LONG = Branch.genesis(false).grow(1_000, 1, 2);

    private final Simulation simulation = new Simulation(GENESIS);

    private void assertReaches(Branch branch) {
        assertTrue(
                simulation.reaches(branch, 100), () -> simulation.room.status().toString());
    }

    /** A peer to whose head we have come. */
    private SimulatedPeer followed(Branch branch) {
        SimulatedPeer peer = simulation.peer(68, Manner.HONEST, branch);
        peer.join();
        assertReaches(branch);
        return peer;
    }

    @Test
    void goesForTheHeaviestHeadNotForTheHighest() {
        Branch heavy = LONG.upTo(600).grow(200, 2, 50);
        followed(LONG);
        followed(heavy);
    }

    @Test
    void takesAPropagatedBlockThatFollowsWithoutAskingForIt() {
        SimulatedPeer peer = followed(LONG.upTo(100));
        int asked = peer.asked.size();
        peer.propagate(LONG.upTo(101));
        assertReaches(LONG.upTo(101));
        assertEquals(asked, peer.asked.size());
    }

    @Test
    void fetchesWhatIsMissingBelowAPropagatedBlock() {
        SimulatedPeer peer = followed(LONG.upTo(100));
        peer.propagate(LONG.upTo(150));
        assertReaches(LONG.upTo(150));
    }

    @Test
    void fetchesAnnouncedBlocks() {
        SimulatedPeer peer = followed(LONG.upTo(100));
        peer.announce(LONG.upTo(103));
        assertReaches(LONG.upTo(103));
    }

    @Test
    void whoPropagatesABlockThatBreaksARuleGoes() {
        SimulatedPeer peer = followed(LONG.upTo(100));
        peer.propagate(LONG.upTo(100).spoil());
        assertTrue(simulation.run(10, () -> peer.goneFor.isPresent()));
        assertEquals(Optional.of(DisconnectReason.SUBPROTOCOL_ERROR), peer.goneFor);
    }
}
