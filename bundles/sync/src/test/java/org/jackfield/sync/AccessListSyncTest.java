package org.jackfield.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Branch;
import org.junit.jupiter.api.Test;

class AccessListSyncTest {

    private static final int HEIGHT = 600;
    private static final int FIRST_FETCHED = HEIGHT - Harvest.ACCESS_LIST_BLOCKS + 1;
    private static final Branch CHAIN = Branch.amsterdam().grow(HEIGHT, 1);

    private final Simulation simulation = new Simulation(Branch.amsterdam());

    @Test
    void listsOfTheLastBlocksAreFetched() {
        SimulatedPeer peer = joined(71, Manner.HONEST);
        assertReached(60);
        for (long number = 1; number <= HEIGHT; number++) {
            boolean wanted = number >= FIRST_FETCHED && number % 5 != 0;
            assertEquals(wanted, has(number), "access list of block " + number);
        }
        assertTrue(peer.goneFor.isEmpty());
    }

    @Test
    void onlyPeersThatHaveTheMessageAreAskedForThem() {
        SimulatedPeer older = joined(70, Manner.HONEST);
        assertReached(60);
        assertEquals(0, asked(older));
        assertEquals(0, fetched());
    }

    @Test
    void aGapIsNobodysFaultAndFilledByOthers() {
        SimulatedPeer without = joined(71, Manner.NO_ACCESS_LISTS);
        SimulatedPeer with = joined(72, Manner.HONEST);
        assertReached(60);
        assertEquals(Harvest.ACCESS_LIST_BLOCKS * 4 / 5, fetched(), 1);
        assertTrue(without.goneFor.isEmpty() && with.goneFor.isEmpty());
    }

    @Test
    void blocksAreWrittenWithoutListsThatNobodyHas() {
        SimulatedPeer without = joined(71, Manner.NO_ACCESS_LISTS);
        assertReached(10);
        assertTrue(asked(without) > 0);
        assertEquals(0, fetched());
        assertTrue(without.goneFor.isEmpty());
    }

    @Test
    void whoGivesAWrongListGoes() {
        SimulatedPeer liar = joined(71, Manner.WRONG_ACCESS_LISTS);
        assertTrue(simulation.run(60, () -> liar.goneFor.isPresent()));
        assertEquals(Optional.of(DisconnectReason.SUBPROTOCOL_ERROR), liar.goneFor);
        joined(71, Manner.HONEST);
        assertReached(60);
        assertEquals(Harvest.ACCESS_LIST_BLOCKS * 4 / 5, fetched(), 1);
    }

    @Test
    void nobodyIsAskedIfTheyAreNotWanted() {
        simulation.accessLists = false;
        simulation.restart();
        SimulatedPeer peer = joined(71, Manner.HONEST);
        assertReached(60);
        assertEquals(0, asked(peer));
    }

    @Test
    void listsAreJudgedInTheOrderOfTheirBlocks() throws DisconnectException {
        List<BlockHeader> asked = List.of(header(1), header(2), header(3));
        Optional<byte[]> first = Optional.of(Branch.accessList(1));
        Optional<byte[]> third = Optional.of(Branch.accessList(3));
        List<AccessListAnswer.Found> found = AccessListAnswer.read(asked, List.of(first, Optional.empty(), third));
        assertEquals(
                List.of(0, 2), found.stream().map(AccessListAnswer.Found::place).toList());
        assertArrayEquals(third.get(), found.get(1).list().encoded());
        assertEquals(List.of(), AccessListAnswer.read(asked, List.of()));
        assertThrows(DisconnectException.class, () -> AccessListAnswer.read(asked, List.of(third)));
        assertThrows(
                DisconnectException.class, () -> AccessListAnswer.read(asked, List.of(Optional.of(new byte[] {1}))));
        assertThrows(
                DisconnectException.class,
                () -> AccessListAnswer.read(List.of(header(1)), List.of(first, Optional.empty())));
    }

    private static BlockHeader header(long number) {
        return CHAIN.block(number).header();
    }

    private SimulatedPeer joined(int version, Manner manner) {
        SimulatedPeer peer = simulation.peer(version, manner, CHAIN);
        peer.join();
        return peer;
    }

    private void assertReached(int seconds) {
        assertTrue(
                simulation.reaches(CHAIN, seconds),
                () -> simulation.room.status().toString());
    }

    private static long asked(SimulatedPeer peer) {
        return peer.asked.stream()
                .filter(BlockRequest.AccessLists.class::isInstance)
                .count();
    }

    private boolean has(long number) {
        return simulation.chain.hasAccessList(header(number).hash());
    }

    private long fetched() {
        return LongStream.rangeClosed(1, HEIGHT).filter(this::has).count();
    }
}
