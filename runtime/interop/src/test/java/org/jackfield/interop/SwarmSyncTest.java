package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.release.Releases;
import org.jackfield.itest.ReleaseJar;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our node and an original are neighbours: what is uploaded at one comes to the other, though nobody asks for it. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SwarmSyncTest {

    @TempDir
    Path folder;

    private final Random random = new Random();

    @ParameterizedTest
    @EnumSource
    void contentComesToTheOther(SwarmOriginal original) throws Exception {
        try (ForeignBee theirs = ForeignBee.of(original, "--autoconnect=false");
                OurBee ours = ours()) {
            byte[] ourEarly = uploaded(ours, 300_000);
            byte[] theirEarly = uploaded(theirs, 200_000);
            theirs.meet(ours);
            ours.awaitStored(theirEarly);
            theirs.awaitStored(ourEarly);

            byte[] theirLate = uploaded(theirs, 50_000);
            byte[] ourLate = uploaded(ours, 50_000);
            ours.awaitStored(theirLate);
            theirs.awaitStored(ourLate);

            byte[] theirOngoing = uploaded(theirs, 2_000_000);
            byte[] ourOngoing = uploaded(ours, 2_000_000);
            ours.node()
                    .await(Releases.class)
                    .swap("org.jackfield.swarm", ReleaseJar.of("swarm", "0.1.1", folder), Duration.ZERO);
            ours.awaitStored(theirOngoing);
            theirs.awaitStored(ourOngoing);

            assertFalse(theirs.program().told("dropping"));
            assertEquals(List.of(), ours.node().events().departures());
        }
    }

    private OurBee ours() throws Exception {
        return OurBee.quiet(folder.resolve("ours"), Half.LOWER.key());
    }

    private byte[] uploaded(Bee at, int size) throws Exception {
        byte[] content = new byte[size];
        random.nextBytes(content);
        at.gateway().upload(content);
        return content;
    }

    /** The first node remembers what it has, and the second knows what it gave. */
    @ParameterizedTest
    @EnumSource(names = "SWARM5")
    void whatHasComeIsNotAskedForAfterARestart(SwarmOriginal original) throws Exception {
        try (ForeignBee theirs = ForeignBee.of(original, "--autoconnect=false")) {
            try (OurBee ours = ours()) {
                byte[] ourEarly = uploaded(ours, 300_000);
                byte[] theirEarly = uploaded(theirs, 200_000);
                theirs.meet(ours);
                ours.awaitStored(theirEarly);
                theirs.awaitStored(ourEarly);
            }
            byte[] missed = uploaded(theirs, 100_000);
            try (OurBee ours = ours()) {
                byte[] ourNews = uploaded(ours, 50_000);
                ours.meet(theirs);
                ours.awaitStored(missed);
                theirs.awaitStored(ourNews);

                Map<String, Object> counted = ours.peer("bzz-stream", theirs).orElseThrow();
                assertEquals(Half.chunks(missed).size(), ((Number) counted.get("pulled")).intValue());
                assertEquals(Half.chunks(ourNews).size(), ((Number) counted.get("given")).intValue());
            }
        }
    }
}
