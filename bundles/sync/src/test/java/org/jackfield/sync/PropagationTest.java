package org.jackfield.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jackfield.chain.Branch;
import org.junit.jupiter.api.Test;

/** New blocks made by work are handed on: whole to some, by their hashes to the rest, to nobody twice. */
class PropagationTest {

    private static final int BASE = 100;
    private static final Branch LONG = Branch.genesis(false).grow(1_000, 1, 2);
    private static final Branch NEXT = LONG.upTo(BASE + 1);

    private final Simulation simulation = new Simulation(Branch.genesis(false));
    private final SimulatedPeer teller = peer(68);

    private SimulatedPeer peer(int version) {
        return peer(version, LONG.upTo(BASE));
    }

    private SimulatedPeer peer(int version, Branch branch) {
        return simulation.peer(version, Manner.HONEST, branch);
    }

    private List<SimulatedPeer> others(int count) {
        return Stream.generate(() -> peer(68)).limit(count).toList();
    }

    /** All have the same chain as we. */
    private void joinAll() {
        simulation.peers.forEach(SimulatedPeer::join);
        assertReaches(LONG.upTo(BASE));
        settle();
        simulation.peers.forEach(peer -> peer.told.clear());
    }

    private void assertReaches(Branch branch) {
        assertTrue(
                simulation.reaches(branch, 100), () -> simulation.room.status().toString());
    }

    /** Lets be said and written what is due. */
    private void settle() {
        simulation.run(2, () -> false);
    }

    private static List<BlockNotice> told(List<SimulatedPeer> peers) {
        return peers.stream().flatMap(peer -> peer.told.stream()).toList();
    }

    private static long whole(List<SimulatedPeer> peers) {
        return told(peers).stream().filter(BlockNotice.Whole.class::isInstance).count();
    }

    private static long hashes(List<SimulatedPeer> peers) {
        return told(peers).stream()
                .filter(BlockNotice.Hashes.class::isInstance)
                .mapToLong(notice -> ((BlockNotice.Hashes) notice).blocks().size())
                .sum();
    }

    @Test
    void theSquareRootGetsABlockAndTheRestItsHash() {
        List<SimulatedPeer> others = others(9);
        joinAll();
        teller.propagate(NEXT);
        assertReaches(NEXT);
        settle();
        assertEquals(3, whole(others));
        assertEquals(6, hashes(others));
        assertTrue(others.stream().allMatch(peer -> peer.told.size() == 1));
        assertEquals(List.of(), teller.told);
        for (BlockNotice notice : told(others)) {
            check(notice);
        }
    }

    private static void check(BlockNotice notice) {
        if (notice instanceof BlockNotice.Whole) {
            BlockNotice.Whole whole = (BlockNotice.Whole) notice;
            assertArrayEquals(NEXT.head().encoded(), whole.block());
            assertEquals(NEXT.totalDifficulty(), whole.totalDifficulty());
        } else {
            BlockNotice.NewHash told = ((BlockNotice.Hashes) notice).blocks().get(0);
            assertArrayEquals(NEXT.head().header().hash(), told.hash());
            assertEquals(BASE + 1, told.number());
        }
    }

    @Test
    void onlyWhatIsStoredIsAnnounced() {
        List<SimulatedPeer> others = others(4);
        joinAll();
        simulation.chain.failures = 1;
        teller.propagate(NEXT);
        settle();
        assertEquals(2, whole(others));
        assertEquals(0, hashes(others));
    }

    @Test
    void aBlockWithAWrongHeaderIsHandedToNobody() {
        List<SimulatedPeer> others = others(4);
        joinAll();
        teller.propagate(LONG.upTo(BASE).spoil());
        assertTrue(simulation.run(10, () -> teller.goneFor.isPresent()));
        assertEquals(List.of(), told(others));
    }

    @Test
    void nobodyIsToldWhatHeHasTold() {
        List<SimulatedPeer> others = others(2);
        joinAll();
        others.get(0).announce(NEXT);
        teller.propagate(NEXT);
        others.get(1).propagate(NEXT);
        assertReaches(NEXT);
        settle();
        assertEquals(List.of(), told(simulation.peers));
    }

    @Test
    void laterVersionsHaveNoWordForIt() {
        List<SimulatedPeer> others = List.of(peer(66), peer(67), peer(69), peer(72));
        joinAll();
        teller.propagate(NEXT);
        assertReaches(NEXT);
        settle();
        assertEquals(2, told(others.subList(0, 2)).size());
        assertEquals(List.of(), told(others.subList(2, 4)));
    }

    @Test
    void aBlockThatDoesNotBecomeTheHeadStaysHere() {
        List<SimulatedPeer> others = others(4);
        joinAll();
        teller.propagate(LONG.upTo(BASE - 1).grow(1, 2, 1));
        settle();
        assertEquals(List.of(), told(others));
    }

    @Test
    void whatWasToldOfAndFetchedIsHandedOn() {
        List<SimulatedPeer> others = others(4);
        joinAll();
        teller.announce(LONG.upTo(BASE + 2));
        assertReaches(LONG.upTo(BASE + 2));
        settle();
        assertEquals(2, whole(others));
        assertEquals(2, hashes(others));
        assertEquals(List.of(), teller.told);
    }

    @Test
    void ofALongerWayOnlyTheHashOfItsEndIsTold() {
        List<SimulatedPeer> others = others(4);
        joinAll();
        teller.announce(LONG);
        assertReaches(LONG);
        settle();
        assertEquals(0, whole(others));
        assertEquals(4, hashes(others));
    }

    @Test
    void afterTheMergeNobodyIsToldAnything() {
        Branch staked = Branch.genesis(true).grow(20, 1);
        Simulation merged = new Simulation(Branch.genesis(true));
        List<SimulatedPeer> peers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            peers.add(merged.peer(68, Manner.HONEST, staked.upTo(10)));
            peers.get(i).join();
        }
        assertTrue(merged.reaches(staked.upTo(10), 60));
        peers.get(0).propagate(staked.upTo(11));
        SimulatedPeer further = merged.peer(69, Manner.HONEST, staked);
        further.join();
        assertTrue(merged.reaches(staked, 60));
        merged.run(2, () -> false);
        assertEquals(List.of(), told(peers));
    }

    @Test
    void theNextSessionOfAPeerTellsWhatTheFormerHasNot() {
        SimulatedPeer other = peer(68);
        joinAll();
        other.parked = true;
        teller.propagate(NEXT);
        assertReaches(NEXT);
        teller.propagate(LONG.upTo(BASE + 2));
        assertReaches(LONG.upTo(BASE + 2));
        settle();
        assertEquals(List.of(), other.told);
        other.rejoin();
        settle();
        assertEquals(2, other.told.size());
        other.rejoin();
        settle();
        assertEquals(2, whole(List.of(other)));
        assertEquals(2, other.told.size());
    }
}
