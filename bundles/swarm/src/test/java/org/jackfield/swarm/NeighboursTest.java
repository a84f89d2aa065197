package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NeighboursTest {

    private static final SwarmAddress A = Fixtures.node(Fixtures.overlay("1000", 1));
    private static final SwarmAddress B = Fixtures.node(Fixtures.overlay("0100", 2));

    private final Neighbours neighbours = new Neighbours(Duration.ofDays(1));

    @Test
    void oneWhoseSessionIsHandedOverKeepsItsPlaceAndIsNotIntroduced() {
        long arrival = neighbours.arrive(A);
        neighbours.pause(arrival);
        assertEquals(Set.of(A.overlay()), neighbours.places());
        assertEquals(Set.of(A.overlay()), neighbours.upTo(arrival));
        assertEquals(List.of(), neighbours.between(0, neighbours.newest()));
    }

    @Test
    void oneWhoReturnsIsANewcomerAndCountsOnce() {
        neighbours.pause(neighbours.arrive(A));
        long again = neighbours.arrive(A);
        assertEquals(List.of(A), neighbours.between(0, again));
        assertEquals(1, neighbours.bins(B.overlay()).connections());
        neighbours.leave(again);
        assertEquals(Set.of(), neighbours.places());
    }

    @Test
    void thoseExpectedHaveAPlaceButNeverArrived() {
        neighbours.arrive(A);
        neighbours.expect(List.of(A.overlay(), B.overlay()));
        assertEquals(Set.of(A.overlay(), B.overlay()), neighbours.places());
        assertEquals(Set.of(A.overlay()), neighbours.upTo(neighbours.newest()));
        neighbours.leave(1);
        assertEquals(Set.of(B.overlay()), neighbours.places());
    }

    @Test
    void thoseWhoDoNotComeInTimeLoseTheirPlace() {
        Neighbours impatient = new Neighbours(Duration.ZERO);
        impatient.pause(impatient.arrive(A));
        impatient.expect(List.of(B.overlay()));
        assertEquals(Set.of(), impatient.places());
    }
}
