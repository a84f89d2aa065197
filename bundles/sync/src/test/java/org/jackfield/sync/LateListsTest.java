package org.jackfield.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.NodeId;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Branch;
import org.jackfield.chain.ChainHead;
import org.jackfield.crypto.Hash;
import org.junit.jupiter.api.Test;

/** Access lists that blocks were stored without are fetched later. */
class LateListsTest {

    private static final int HEIGHT = 600;
    /** Every fifth list is empty, which its header tells. */
    private static final int WANTED = HEIGHT * 4 / 5;

    private static final Branch CHAIN = Branch.amsterdam().grow(HEIGHT, 1);

    private final Simulation simulation = new Simulation(Branch.amsterdam());

    private SimulatedPeer joined(int version, Manner manner, Branch branch) {
        SimulatedPeer peer = simulation.peer(version, manner, branch);
        peer.join();
        return peer;
    }

    private SimulatedPeer joined(int version, Manner manner) {
        return joined(version, manner, CHAIN);
    }

    private void syncWithoutLists() {
        joined(70, Manner.HONEST);
        assertTrue(simulation.reaches(CHAIN, 60));
        assertEquals(0, fetched(CHAIN));
    }

    private long fetched(Branch branch) {
        return LongStream.rangeClosed(1, branch.height())
                .filter(number -> simulation.chain.hasAccessList(
                        branch.block(number).header().hash()))
                .count();
    }

    private boolean fetchesAll(int seconds) {
        return simulation.run(seconds, () -> fetched(CHAIN) == WANTED);
    }

    private static void assertAskedOnce(int count, SimulatedPeer peer) {
        List<Hash> asked = peer.listsAskedFor();
        assertEquals(count, asked.size());
        assertEquals(count, new HashSet<>(asked).size());
    }

    @Test
    void theyComeFromAPeerThatIsThereLater() {
        syncWithoutLists();
        SimulatedPeer later = joined(71, Manner.HONEST);
        assertTrue(fetchesAll(20));
        assertAskedOnce(WANTED, later);
        assertTrue(later.goneFor.isEmpty());
    }

    @Test
    void everybodyIsAskedOnceAndNobodyBlamed() {
        syncWithoutLists();
        SimulatedPeer without = joined(71, Manner.NO_ACCESS_LISTS);
        simulation.run(60, () -> false);
        assertAskedOnce(WANTED, without);
        SimulatedPeer with = joined(72, Manner.HONEST);
        assertTrue(fetchesAll(20));
        assertAskedOnce(WANTED, with);
        assertAskedOnce(WANTED, without);
        assertTrue(without.goneFor.isEmpty() && with.goneFor.isEmpty());
    }

    @Test
    void whatASyncHasLeftOutIsMadeGood() {
        SimulatedPeer peer = joined(71, Manner.HONEST);
        assertTrue(simulation.reaches(CHAIN, 60));
        assertEquals(Harvest.ACCESS_LIST_BLOCKS * 4 / 5, fetched(CHAIN), 1);
        assertTrue(fetchesAll(20));
        assertEquals(WANTED, new HashSet<>(peer.listsAskedFor()).size());
    }

    @Test
    void aRestartGoesOnWhereItHasEnded() {
        syncWithoutLists();
        joined(71, Manner.HONEST);
        assertTrue(simulation.run(20, () -> fetched(CHAIN) > 100));
        long before = fetched(CHAIN);
        assertTrue(before < WANTED);
        simulation.restart();
        SimulatedPeer later = joined(72, Manner.HONEST);
        assertTrue(fetchesAll(20));
        assertAskedOnce((int) (WANTED - before), later);
    }

    @Test
    void onlyThoseOfAPeersRangeAreAskedFor() {
        syncWithoutLists();
        SimulatedPeer part = simulation.peer(71, Manner.HONEST, CHAIN).from(HEIGHT / 2 + 1);
        part.join();
        simulation.run(20, () -> false);
        assertEquals(WANTED / 2, fetched(CHAIN));
        assertAskedOnce(WANTED / 2, part);
    }

    @Test
    void aWrongOneEndsThePeerAndOthersAreAsked() {
        syncWithoutLists();
        SimulatedPeer liar = joined(71, Manner.WRONG_ACCESS_LISTS);
        assertTrue(simulation.run(20, () -> liar.goneFor.isPresent()));
        assertEquals(Optional.of(DisconnectReason.SUBPROTOCOL_ERROR), liar.goneFor);
        joined(71, Manner.HONEST);
        assertTrue(fetchesAll(20));
    }

    @Test
    void whoDoesNotAnswerIsLeftInTheEnd() {
        syncWithoutLists();
        SimulatedPeer silent = joined(71, Manner.SILENT);
        assertTrue(simulation.run(120, () -> silent.goneFor.isPresent()));
        joined(71, Manner.HONEST);
        assertTrue(fetchesAll(20));
    }

    @Test
    void thoseOfAnotherBranchAreFetchedToo() {
        Branch other = CHAIN.upTo(HEIGHT - 50).grow(100, 2);
        syncWithoutLists();
        joined(71, Manner.HONEST);
        assertTrue(fetchesAll(20));
        joined(70, Manner.HONEST, other);
        assertTrue(simulation.reaches(other, 60));
        assertTrue(fetched(other) < other.height() * 4 / 5);
        joined(71, Manner.HONEST, other);
        assertTrue(simulation.run(20, () -> fetched(other) == other.height() * 4 / 5));
    }

    @Test
    void aFullDiskIsWaitedFor() {
        syncWithoutLists();
        simulation.chain.failures = 1;
        joined(71, Manner.HONEST);
        assertFalse(fetchesAll(20));
        assertTrue(fetchesAll(60));
    }

    @Test
    void aFullDiskIsWaitedForAlsoIfThePeerHasGone() {
        syncWithoutLists();
        simulation.chain.failures = 1;
        SimulatedPeer first = joined(71, Manner.HONEST);
        assertTrue(simulation.run(20, () -> simulation.chain.failures == 0));
        first.vanish();
        simulation.run(40, () -> false);
        joined(71, Manner.HONEST);
        assertTrue(fetchesAll(20));
    }

    /** A chain so long that its first blocks' lists are kept by nobody. */
    private record LongLedger(ChainHead head) implements Ledger {
        @Override
        public boolean has(byte[] hash) {
            return true;
        }

        @Override
        public Optional<BlockHeader> header(long number) {
            throw new AssertionError("nobody is asked for anything");
        }

        @Override
        public boolean hasAccessList(BlockHeader header) {
            return false;
        }

        @Override
        public Optional<Block> block(BlockHeader header) {
            return Optional.empty();
        }

        @Override
        public boolean byStake() {
            return true;
        }
    }

    @Test
    void theChainIsLookedThroughAsFarAsPeersKeepThemAndOnce() {
        long height = 300_000;
        LateLists late = new LateLists(new LongLedger(new ChainHead(height, new byte[32], BigInteger.ZERO, 0)));
        Set<NodeId> nobody = Set.of();
        long next = height;
        for (Optional<Action.Survey> range = late.survey(nobody); range.isPresent(); range = late.survey(nobody)) {
            assertEquals(next, range.get().last());
            assertTrue(late.survey(nobody).isEmpty());
            next = range.get().first() - 1;
            late.surveyed(new Survey(next + 1, range.get().last(), List.of(next + 1), false));
        }
        assertEquals(height - LateLists.KEPT, next);
    }

    @Test
    void itEndsWhereTheForkHasBegun() {
        LateLists late = new LateLists(new LongLedger(new ChainHead(300_000, new byte[32], BigInteger.ZERO, 0)));
        Action.Survey range = late.survey(Set.of()).orElseThrow();
        late.surveyed(new Survey(range.first(), range.last(), List.of(range.last()), true));
        assertTrue(late.survey(Set.of()).isEmpty());
    }
}
