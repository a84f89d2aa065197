package org.jackfield.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jackfield.chain.Branch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncTest {

    private static final Branch GENESIS = Branch.genesis(true);
    private static final Branch LONG = Branch.genesis(true).grow(3_000, 1);

    private final Simulation simulation = new Simulation(GENESIS);

    private void assertReaches(Branch branch) {
        assertTrue(
                simulation.reaches(branch, 200), () -> simulation.room.status().toString());
    }

    private void rest(int seconds) {
        simulation.run(seconds, () -> false);
    }

    private int asked() {
        return simulation.peers.stream().mapToInt(peer -> peer.asked.size()).sum();
    }

    @Test
    void fetchesAChainWithItsReceiptsFromOnePeer() {
        simulation.joined(Manner.HONEST, LONG);
        assertReaches(LONG);
        for (long i = 1; i <= LONG.height(); i++) {
            boolean there = simulation.chain.hasReceipts(LONG.block(i).header().hash());
            assertEquals(!LONG.receipts(i).receipts().isEmpty(), there, "receipts of block " + i);
        }
        assertEquals(0, simulation.chain.repeated.get());
        assertEquals(0, simulation.peers.get(0).askedTwice());
        assertTrue(simulation.chain.largestBatch >= 512, "batches of up to " + simulation.chain.largestBatch);
    }

    @ParameterizedTest
    @ValueSource(ints = {66, 68, 69, 70, 72})
    void fetchesInEveryVersion(int version) {
        simulation.peer(version, Manner.HONEST, LONG).join();
        assertReaches(LONG);
    }

    /** The session's thread reads the answer while the writer's is still about to say that the request is on its way. */
    @Test
    void takesAnswersToWhatIsNotYetReportedAsSent() {
        SimulatedPeer peer = simulation.joined(Manner.PROMPT, LONG);
        assertReaches(LONG);
        assertEquals(Optional.empty(), peer.goneFor);
        assertEquals(0, peer.askedTwice());
    }

    @Test
    void asksForReceiptsOnlyIfItIsTo() {
        simulation.receipts = false;
        simulation.restart();
        SimulatedPeer peer = simulation.joined(Manner.HONEST, LONG);
        assertReaches(LONG);
        assertTrue(peer.asked.stream().noneMatch(request -> request instanceof BlockRequest.Receipts));
    }

    @Test
    void goesOnWhereAnIncompleteListOfReceiptsHasEnded() {
        SimulatedPeer peer = simulation.peer(70, Manner.HONEST, LONG.upTo(60)).inPieces(2);
        peer.join();
        assertReaches(LONG.upTo(60));
        assertTrue(peer.asked.stream()
                .anyMatch(request ->
                        request instanceof BlockRequest.Receipts && ((BlockRequest.Receipts) request).first() > 0));
        assertTrue(simulation.chain.hasReceipts(LONG.block(59).header().hash()));
    }

    @Test
    void neverAsksAPeerThatHasNothingForUs() {
        simulation.joined(Manner.HONEST, LONG);
        assertReaches(LONG);
        int asked = asked();
        simulation.joined(Manner.HONEST, LONG);
        simulation.joined(Manner.HONEST, LONG.upTo(1_000));
        simulation.joined(Manner.HONEST, GENESIS);
        simulation.peer(68, Manner.HONEST, LONG.upTo(2_000)).join();
        rest(60);
        assertEquals(asked, asked());
    }

    @Test
    void asksNobodyForBlocksOutsideItsRange() {
        SimulatedPeer low = simulation.joined(Manner.HONEST, LONG.upTo(1_000));
        SimulatedPeer high = simulation.peer(69, Manner.HONEST, LONG).from(900);
        high.join();
        assertReaches(LONG);
        assertEquals(Optional.empty(), low.goneFor);
        assertEquals(Optional.empty(), high.goneFor);
    }

    @Test
    void goesOnWithoutReceiptsThatNobodyHas() {
        SimulatedPeer peer = simulation.joined(Manner.NO_RECEIPTS, LONG.upTo(100));
        assertTrue(simulation.reaches(LONG.upTo(100), 2));
        assertEquals(Optional.empty(), peer.goneFor);
    }

    @Test
    void doesWithoutPeersThatDisappear() {
        for (int i = 0; i < 4; i++) {
            simulation.joined(Manner.HONEST, LONG);
        }
        assertTrue(simulation.run(100, () -> simulation.chain.head().number() > 0));
        simulation.peers.get(0).vanish();
        simulation.peers.get(2).vanish();
        assertReaches(LONG);
    }

    @Test
    void aLinkThatEndsTakesItsSeatAlong() {
        SimulatedPeer silent = simulation.joined(Manner.SILENT, LONG);
        rest(1);
        simulation.room.disconnected(silent.id, simulation.now());
        assertTrue(simulation.room.status().peers().isEmpty());
        simulation.joined(Manner.HONEST, LONG);
        assertReaches(LONG);
    }

    @Test
    void theEndOfAFormerLinkDoesNotTakeTheNextOnesSeat() {
        SimulatedPeer peer = simulation.joined(Manner.HONEST, LONG);
        long ended = simulation.now();
        rest(1);
        peer.join();
        simulation.room.disconnected(peer.id, ended);
        assertEquals(1, simulation.room.status().peers().size());
    }

    @Test
    void followsPeersThatTellOfNewBlocks() {
        SimulatedPeer peer = simulation.joined(Manner.HONEST, LONG.upTo(100));
        assertReaches(LONG.upTo(100));
        for (int height = 101; height < 110; height++) {
            peer.moveTo(LONG.upTo(height));
            assertReaches(LONG.upTo(height));
        }
    }

    @Test
    void takesUpTheOtherBranchAfterAReorganisation() {
        Branch other = LONG.upTo(2_400).grow(700, 2);
        SimulatedPeer peer = simulation.joined(Manner.HONEST, LONG);
        assertReaches(LONG);
        peer.moveTo(other);
        assertReaches(other);
    }

    @Test
    void goesForTheTargetAndNotForWhatPeersTell() {
        Branch target = LONG.upTo(1_000).grow(300, 2);
        simulation.room.target(target.head().header().hash());
        simulation.joined(Manner.HONEST, LONG);
        rest(30);
        assertEquals(0, simulation.chain.head().number());
        simulation.joined(Manner.HONEST, target);
        assertReaches(target);
        rest(30);
        assertEquals(1_300, simulation.chain.head().number());
    }

    @Test
    void aTargetThatIsStoredBecomesTheHead() {
        simulation.joined(Manner.HONEST, LONG);
        assertReaches(LONG);
        int asked = asked();
        simulation.room.target(LONG.block(2_000).header().hash());
        assertReaches(LONG.upTo(2_000));
        rest(30);
        assertEquals(asked, asked());
    }

    @Test
    void fetchesAWayOfManyStretchesToATarget() {
        Branch far = LONG.upTo(3_000).grow(17_000, 1);
        simulation.room.target(far.head().header().hash());
        simulation.joined(Manner.HONEST, far);
        simulation.joined(Manner.HONEST, far);
        assertReaches(far);
        assertEquals(0, simulation.chain.repeated.get());
    }

    @Test
    void fetchesAWayOfManyStretchesByWaypoints() {
        Branch far = LONG.upTo(3_000).grow(7_000, 1);
        simulation.joined(Manner.HONEST, far);
        simulation.joined(Manner.HONEST, far.upTo(9_000));
        assertReaches(far);
    }

    @Test
    void aRestartInTheMiddleGoesOnFromWhatIsStored() {
        simulation.joined(Manner.HONEST, LONG);
        assertTrue(simulation.run(100, () -> simulation.chain.head().number() > 1_000));
        long stored = simulation.chain.head().number();
        simulation.peers.get(0).vanish();
        simulation.restart();
        SimulatedPeer again = simulation.joined(Manner.HONEST, LONG);
        assertReaches(LONG);
        assertTrue(simulation.chain.repeated.get() <= 1_024, "blocks that were being written");
        assertTrue(again.asked.size() > 0 && stored > 1_000);
    }

    @Test
    void aSwapInTheMiddleAsksNothingTwice() {
        SimulatedPeer first = simulation.joined(Manner.HONEST, LONG);
        SimulatedPeer second = simulation.joined(Manner.HONEST, LONG);
        for (int i = 0; i < 10; i++) {
            simulation.run(100, stepsOn(60));
            simulation.peers.forEach(peer -> peer.parked = true);
            simulation.run(1, stepsOn(5));
            simulation.peers.forEach(SimulatedPeer::rejoin);
        }
        assertReaches(LONG);
        assertEquals(0, first.askedTwice());
        assertEquals(0, second.askedTwice());
        assertEquals(Optional.empty(), first.goneFor);
        assertEquals(Optional.empty(), second.goneFor);
        assertEquals(0, simulation.chain.repeated.get());
    }

    private BooleanSupplier stepsOn(int events) {
        int[] left = {events};
        return () -> left[0]-- <= 0;
    }

    @Test
    void rejoiningWithoutASeatTakesANewOne() {
        SimulatedPeer peer = simulation.peer(69, Manner.HONEST, LONG);
        peer.rejoin();
        assertReaches(LONG);
    }

    @Test
    void aLateAnswerIsNotHeldAgainstItsPeer() {
        SimulatedPeer late = simulation.joined(Manner.LATE, LONG);
        assertReaches(LONG);
        assertEquals(Optional.empty(), late.goneFor);
        simulation.joined(Manner.LATE, LONG);
        rest(100);
        assertTrue(simulation.peers.stream().allMatch(peer -> peer.goneFor.isEmpty()));
    }

    @Test
    void holdsNoMoreBytesThanItsWindow() {
        simulation.windowBytes = 128 << 10;
        simulation.restart();
        for (int i = 0; i < 5; i++) {
            simulation.joined(i % 2 == 0 ? Manner.HONEST : Manner.SLOW, LONG);
        }
        assertReaches(LONG);
        assertTrue(simulation.mostHeld > 10 << 10, simulation.mostHeld + " bytes held");
        assertTrue(simulation.mostHeld <= 130 << 10, simulation.mostHeld + " bytes held");
    }

    @Test
    void tellsHowFarItIs() {
        simulation.joined(Manner.HONEST, LONG);
        assertTrue(simulation.run(100, () -> simulation.chain.head().number() > 500));
        ChainSync.SyncStatus status = simulation.room.status();
        assertTrue(status.running());
        assertEquals(0, status.starting());
        assertEquals(3_000, status.highest());
        assertTrue(status.blocksPerSecond() > 100 && status.secondsLeft().isPresent());
        assertEquals(3_000, status.peers().get(0).number());
        assertTrue(status.peers().get(0).bodiesPerSecond() > 0);
        assertReaches(LONG);
        rest(1);
        assertFalse(simulation.room.status().running());
        assertArrayEquals(LONG.head().header().hash(), simulation.chain.head().hash());
    }

    @Test
    void reachesATargetThoughItFailsToWriteForAWhile() {
        simulation.chain.failures = 2;
        simulation.joined(Manner.HONEST, LONG);
        assertReaches(LONG);
        assertEquals(Optional.empty(), simulation.peers.get(0).goneFor);
    }
}
