package org.jackfield.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.jackfield.api.DisconnectReason;
import org.jackfield.chain.Branch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Three honest peers and one that is not: it goes, and costs little. Time is simulated, so that its figures are exact. */
class LyingPeersTest {

    private static final int HEIGHT = 6_000;
    private static final Branch GENESIS = Branch.genesis(true);
    private static final Branch LONG = Branch.genesis(true).grow(HEIGHT, 1);

    private static double seconds(Manner fourth) {
        Simulation simulation = with(fourth);
        assertTrue(simulation.reaches(LONG, 300), () -> fourth + ": " + simulation.room.status());
        return simulation.seconds();
    }

    /** The fourth peer is the first to come, so that it is asked first. */
    private static Simulation with(Manner fourth) {
        Simulation simulation = new Simulation(GENESIS);
        simulation.joined(fourth, LONG);
        for (int i = 0; i < 3; i++) {
            simulation.joined(Manner.HONEST, LONG);
        }
        return simulation;
    }

    @ParameterizedTest
    @CsvSource({
        "NO_HEADERS, useless peer",
        "NO_BODIES, useless peer",
        "WRONG_BODIES, subprotocol error",
        "WRONG_RECEIPTS, subprotocol error",
        "UNLINKED_HEADERS, subprotocol error",
        "ENDLESS_HEADERS, subprotocol error",
        "FALSE_SKELETON, subprotocol error",
        "STALE, subprotocol error",
        "TWICE, subprotocol error",
        "GARBAGE, breach of protocol"
    })
    void aLiarGoesWithTheRightReasonAndTheOthersDoItsWork(Manner manner, String reason) {
        Simulation simulation = with(manner);
        assertTrue(simulation.reaches(LONG, 300), () -> simulation.room.status().toString());
        assertEquals(Optional.of(reason), simulation.peers.get(0).goneFor.map(DisconnectReason::toString));
        simulation.peers.stream().skip(1).forEach(peer -> assertEquals(Optional.empty(), peer.goneFor));
    }

    @ParameterizedTest
    @EnumSource(Manner.class)
    void noMannerCostsAFifthOfTheTime(Manner manner) {
        double alone = threeHonest();
        double seconds = seconds(manner);
        assertTrue(seconds < 1.2 * alone, manner + " took " + seconds + " s, three honest ones " + alone + " s");
    }

    private static double threeHonest() {
        Simulation simulation = new Simulation(GENESIS);
        for (int i = 0; i < 3; i++) {
            simulation.joined(Manner.HONEST, LONG);
        }
        assertTrue(simulation.reaches(LONG, 300));
        return simulation.seconds();
    }

    @Test
    void aPeerThatNeverAnswersGoes() {
        Simulation simulation = with(Manner.SILENT);
        Branch longer = LONG.upTo(HEIGHT).grow(50, 1);
        assertTrue(simulation.reaches(LONG, 300));
        for (int i = 0; i < 6 && simulation.peers.get(0).goneFor.isEmpty(); i++) {
            longer = longer.upTo(longer.height()).grow(50, 1);
            for (SimulatedPeer peer : simulation.peers) {
                peer.moveTo(longer);
            }
            assertTrue(simulation.reaches(longer, 100));
            simulation.run(40, () -> false);
        }
        assertEquals(Optional.of(DisconnectReason.USELESS_PEER), simulation.peers.get(0).goneFor);
    }

    @Test
    void aSlowPeerStays() {
        Simulation simulation = with(Manner.SLOW);
        assertTrue(simulation.reaches(LONG, 300));
        simulation.run(60, () -> false);
        assertEquals(Optional.empty(), simulation.peers.get(0).goneFor);
    }

    @Test
    void whoProposesAChainThatBreaksARuleGoes() {
        Simulation simulation = new Simulation(GENESIS);
        Branch spoilt = LONG.upTo(HEIGHT).grow(5, 1).spoil().grow(3, 1);
        SimulatedPeer liar = simulation.joined(Manner.HONEST, spoilt);
        simulation.joined(Manner.HONEST, LONG);
        simulation.joined(Manner.HONEST, LONG);
        assertTrue(simulation.run(100, () -> liar.goneFor.isPresent()));
        assertEquals(Optional.of(DisconnectReason.SUBPROTOCOL_ERROR), liar.goneFor);
        // Those of its blocks that keep the rules are stored, and the last of them is the highest there is.
        assertEquals(HEIGHT + 5, simulation.chain.head().number());
    }

    @Test
    void aChainOfAnotherGenesisBlockIsRefused() {
        Simulation simulation = new Simulation(GENESIS);
        Branch other = Branch.genesis(false).grow(7_000, 3);
        SimulatedPeer liar = simulation.joined(Manner.HONEST, other);
        simulation.joined(Manner.HONEST, LONG);
        assertTrue(simulation.reaches(LONG, 100));
        assertEquals(Optional.of(DisconnectReason.SUBPROTOCOL_ERROR), liar.goneFor);
    }

    @Test
    void aLiarThatComesBackIsNotAsked() {
        Simulation simulation = with(Manner.WRONG_BODIES);
        assertTrue(simulation.reaches(LONG, 300));
        SimulatedPeer liar = simulation.peers.get(0);
        Branch longer = LONG.upTo(HEIGHT).grow(50, 1);
        int asked = liar.asked.size();
        liar.goneFor = Optional.empty();
        liar.join();
        simulation.peers.forEach(peer -> peer.moveTo(longer));
        assertTrue(simulation.reaches(longer, 60));
        assertEquals(asked, liar.asked.size());
    }
}
