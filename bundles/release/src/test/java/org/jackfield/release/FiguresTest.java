package org.jackfield.release;

import static org.jackfield.release.Samples.statistics;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.Capability;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.ReleaseStatistics;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final ReleaseStatistics SLOW =
            new ReleaseStatistics(1, Duration.ofSeconds(1), 2, 3, 4, 5, Duration.ofSeconds(6));

    @Test
    void sumsAllProtocolsOfABundleAndTakesTheSlowestTime() {
        List<RegisteredProtocol> rows = List.of(
                row(7, "eth/68", 0, statistics(1, 10, 1, 2)),
                row(7, "eth/69", 0, SLOW),
                row(8, "shh/6", 0, statistics(9, 9, 9, 9)));

        assertEquals(
                new ReleaseStatistics(2, Duration.ofSeconds(11), 12, 23, 5, 7, Duration.ofSeconds(6)),
                Figures.of(rows, 7));
    }

    @Test
    void aReleaseThatHasGoneAndLeftSessionsDoesNotCount() {
        assertEquals(ReleaseStatistics.NONE, Figures.of(List.of(row(7, "eth/68", 3, SLOW)), 7));
    }

    @Test
    void tellsWhatWasDoneSince() {
        assertEquals(
                new ReleaseStatistics(2, Duration.ofSeconds(30), 0, 0, 1, 3, Duration.ofNanos(12_345)),
                Figures.since(statistics(1, 10, 0, 1), statistics(3, 40, 1, 4)));
    }

    @Test
    void beginsAnewWithABundleThatWasRestarted() {
        assertEquals(statistics(1, 5, 0, 1), Figures.since(statistics(1, 10, 0, 1), statistics(1, 5, 0, 1)));
    }

    private static RegisteredProtocol row(long id, String capability, int parked, ReleaseStatistics statistics) {
        return new RegisteredProtocol(
                Capability.parse(capability),
                4,
                "aaa",
                "1.0.0",
                id,
                0,
                true,
                0,
                1,
                parked,
                Optional.empty(),
                statistics);
    }
}
