package org.jackfield.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whom the table suggests to call. */
class KademliaTest {

    private static final SwarmAddress FAR = node("1", 1);
    private static final SwarmAddress FAR_TOO = node("1", 2);
    private static final SwarmAddress NEARER = node("01", 3);
    private static final SwarmAddress NEAR = node("001", 4);

    private long now = 1_000_000;
    private final Kademlia table = new Kademlia(Fixtures.overlay(0), () -> now);

    @Test
    void suggestsEveryoneOnceEmptyBinsFirstAndShallowOnesBeforeDeep() {
        List.of(NEAR, FAR, FAR_TOO, NEARER).forEach(table::learn);
        table.arrive(FAR);
        assertEquals(Optional.of(NEARER), table.suggest());
        assertEquals(Optional.of(NEAR), table.suggest());
        assertEquals(Optional.of(FAR_TOO), table.suggest());
        assertEquals(Optional.empty(), table.suggest());
    }

    @Test
    void suggestsNobodyInABinThatHasEnough() {
        // Bin 0 has two beyond the two nearest, so the depth is 1.
        List.of(FAR, FAR_TOO, NEARER, NEAR).forEach(table::arrive);
        table.learn(node("1", 9));
        assertEquals(Optional.empty(), table.suggest());
        table.leave(FAR);
        assertEquals(Optional.of(node("1", 9)), table.suggest());
    }

    @Test
    void neverHasEnoughOfItsNeighbourhood() {
        List.of(FAR, FAR_TOO, NEARER, NEAR, node("01", 5), node("01", 6)).forEach(table::arrive);
        table.learn(node("01", 7));
        assertEquals(Optional.of(node("01", 7)), table.suggest());
    }

    @Test
    void callsAgainAfterPausesThatDouble() {
        table.learn(FAR);
        assertEquals(Optional.of(FAR), table.suggest());
        long seen = now;
        long pauseMillis = 4200;
        for (int call = 2; call <= 20; call++) {
            now = seen + Duration.ofMillis(pauseMillis).toNanos();
            assertEquals(Optional.empty(), table.suggest(), "call " + call);
            // Halving rounds down, so a pause may be short by its number of halvings.
            now += 1L << call;
            assertEquals(Optional.of(FAR), table.suggest(), "call " + call);
            pauseMillis *= 2;
        }
    }

    @Test
    void callsWhoeverHasJustLeftAfterAPauseThatDoublesIfItsLinksNeverLast() {
        table.arrive(FAR);
        assertEquals(Optional.empty(), table.suggest());
        long pauseMillis = 4200;
        for (int links = 1; links <= 10; links++) {
            table.leave(FAR);
            now += Duration.ofMillis(pauseMillis).toNanos();
            assertEquals(Optional.empty(), table.suggest(), links + " links");
            now += 1L << links;
            assertEquals(Optional.of(FAR), table.suggest(), links + " links");
            table.arrive(FAR);
            pauseMillis *= 2;
        }
        now += Duration.ofSeconds(30).toNanos();
        table.leave(FAR);
        now += Duration.ofMillis(4201).toNanos();
        assertEquals(Optional.of(FAR), table.suggest(), "the last link has lasted");
    }

    @Test
    void givesUpAfter42Calls() {
        KnownNode node = new KnownNode(FAR, 0);
        for (int call = 0; call < 42; call++) {
            node.called();
        }
        assertEquals(false, node.callable(Long.MAX_VALUE));
        assertEquals(false, node.promising());
    }

    @Test
    void hasNoPlaceForLightNodesItselfAndWhoCannotBeDialed() {
        SwarmAddress light = new SwarmAddress(Fixtures.overlay("1", 1), FAR.underlay(), Services.LIGHT);
        table.arrive(light);
        table.learn(light);
        table.learn(Fixtures.node(Fixtures.overlay(0)));
        table.learn(new SwarmAddress(Fixtures.overlay("1", 1), "enode://ab@1.2.3.4:30399", Services.FULL));
        assertEquals(0, table.view().known());
        assertEquals(0, table.news().newest());
        table.leave(light);
        assertEquals(0, table.view().connected());
    }

    @Test
    void staysWhileAYoungerLinkTakesOver() {
        table.arrive(FAR);
        table.arrive(FAR);
        table.leave(FAR);
        assertEquals(1, table.view().connected());
        table.leave(FAR);
        assertEquals(0, table.view().connected());
        assertEquals(1, table.view().known());
    }

    private static SwarmAddress node(String bits, int last) {
        return Fixtures.node(Fixtures.overlay(bits, last));
    }
}
