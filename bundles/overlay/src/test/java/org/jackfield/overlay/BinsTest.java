package org.jackfield.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations worked out by hand from ethersphere swarm v0.5.8, network/kademlia.go. */
class BinsTest {

    private static final Overlay OWNER = Fixtures.overlay(0);

    @ParameterizedTest
    @CsvSource({
        "'', 0, 0, nobody",
        "5, 0, 0, one",
        "5 7, 0, 0, no more than the neighbourhood",
        "0 5 7, 1, 0, bin 1 is empty and bin 0 has one of two",
        "0 0 5 7, 1, 1, bin 1 is empty",
        "1 2 3, 0, 0, bin 0 is empty",
        "0 0 0 1 1 2 5, 2, 2, the second nearest is in bin 2",
        "0 0 1 1 2 5, 2, 0, bin 0 should have three",
        "0 0 0 1 1 2 2 2, 2, 2, the neighbourhood is one bin",
        "0 0 0 0 1 2 3 3, 3, 1, bin 1 has one of three",
        "0 0 0 0 1 1 1 2 2 3 3, 3, 3, all bins have enough",
        "0 0 0 0 1 1 1 2 3 3, 3, 2, bin 2 has one of two",
    })
    void followFromTheConnections(String proximities, int depth, int saturation, String what) {
        Bins bins = Bins.of(OWNER, connections(proximities));
        assertEquals(depth, bins.depth(), what);
        assertEquals(saturation, bins.saturation(), what);
    }

    @ParameterizedTest
    @CsvSource({
        "'', -1, '', nobody is known",
        "'', 2, '0 1 2', all is empty",
        "0, 2, '1 2 0', the empty before the less empty",
        "0 0 5 7, -1, '1 2 3 4 6 5 7', what is beyond an empty bin is the neighbourhood",
        "0 0 0 1 1 2 5, -1, '3 4 2 5', bins 0 and 1 have enough",
        "0 0 1 1 2 5, 7, '3 4 6 7 2 5 0', bin 0 lacks one of three",
        "0 0 0 1 1 2 2 2, -1, '2', there is no end to the neighbourhood",
    })
    void wantMoreWhereTheyAreEmptiest(String proximities, int nearestKnown, String wanting, String what) {
        Bins bins = Bins.of(OWNER, connections(proximities));
        String got = bins.wanting(nearestKnown).stream().map(String::valueOf).collect(Collectors.joining(" "));
        assertEquals(wanting, got, what);
    }

    @Test
    void countNeitherTheOwnerNorAnAddressTwice() {
        List<Overlay> connected = new ArrayList<>(connections("0 0 0"));
        connected.addAll(connected);
        connected.add(OWNER);
        assertEquals(3, Bins.of(OWNER, connected).connections());
    }

    private static List<Overlay> connections(String proximities) {
        List<Overlay> connected = new ArrayList<>();
        for (String proximity : proximities.split(" ")) {
            if (!proximity.isEmpty()) {
                connected.add(at(Integer.parseInt(proximity), connected.size() + 1));
            }
        }
        return connected;
    }

    private static Overlay at(int proximity, int number) {
        return Fixtures.overlay("0".repeat(proximity) + "1", number);
    }
}
