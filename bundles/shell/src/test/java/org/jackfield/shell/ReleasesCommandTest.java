package org.jackfield.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.ReleaseStatistics;
import org.jackfield.api.Swap;
import org.jackfield.api.fake.FakeNode;
import org.jackfield.api.fake.FakeReleases;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ReleasesCommandTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ReleaseStatistics FORMER =
            new ReleaseStatistics(12, Duration.ofHours(3), 47_110, 47_100, 0, 1, Duration.ofNanos(40_000));
    private static final ReleaseStatistics NEXT =
            new ReleaseStatistics(12, Duration.ofMinutes(1), 300, 299, 5, 5, Duration.ofNanos(5_000));

    @TempDir
    Path folder;

    private final FakeReleases releases = new FakeReleases();
    private final FakeNode node = new FakeNode();
    private final Prompt prompt =
            new Prompt().add("p2p", new ReleasesCommand(releases, node), "swap", "promote", "rollback", "releases");
    private String jar = "";

    @BeforeEach
    void writeAJar() throws IOException {
        jar = "'" + Files.write(folder.resolve("echo-2.jar"), new byte[1]) + "'";
    }

    @AfterEach
    void close() {
        prompt.close();
    }

    @Test
    void swapsAndTellsWhatTheSessionsHaveFeltOfIt() throws Exception {
        releases.reports.add(report(Phase.WATCHED, 60, ""));
        node.protocols.add(echo(1, 9, aheadOfTheOrder(), 10, 14));
        node.protocols.add(echo(2, 9, aheadOfTheOrder(), 2, 3));
        // Of another day, and of another bundle.
        node.protocols.add(echo(3, 9, Instant.EPOCH, 100, 200));
        node.protocols.add(echo(4, 10, aheadOfTheOrder(), 100, 200));

        assertEquals(
                "echo 1.0.0 -> 2.0.0 in place: 12 sessions, longest pause 14 ms; "
                        + "watched for 60 s, p2p:releases tells how it does\n",
                prompt.type("p2p:swap echo " + jar));
        JsonNode json = MAPPER.readTree(prompt.type("p2p:swap echo " + jar + " --watch 2m --json"));
        assertEquals("WATCHED", json.get("phase").asText());
        assertEquals(12, json.get("sessions").asInt());
        assertEquals(14, json.get("longestPauseMillis").asInt());
        assertEquals(List.of("swap echo echo-2.jar PT1M", "swap echo echo-2.jar PT2M"), releases.orders);
    }

    @Test
    void tellsOfSessionsThatNobodyHasTakenOverYet() throws Exception {
        releases.reports.add(report(Phase.WATCHED, 60, ""));
        RegisteredProtocol echo = echo(1, 9, Instant.EPOCH, 0, 0);
        node.protocols.add(new RegisteredProtocol(
                echo.capability(), 2, "echo", "1.0.0", 9, 0, false, 0, 0, 3, Optional.empty(), FORMER));

        assertTrue(prompt.type("p2p:swap echo " + jar).contains("no session to take over, 3 still parked;"));
    }

    @Test
    void saysThatNothingWatchesWhereNothingDoes() throws Exception {
        releases.reports.add(report(Phase.CONFIRMED, 0, ""));

        assertEquals(
                "echo 1.0.0 -> 2.0.0 in place: no session to take over; "
                        + "not watched, p2p:rollback puts 1.0.0 back\n",
                prompt.type("p2p:swap 9 " + jar + " --watch 0s --wait"));
        assertEquals(List.of("swap 9 echo-2.jar PT0S"), releases.orders);
    }

    @Test
    void failsIfTheReleaseWasRolledBackAtOnceOrNeitherStarts() {
        releases.reports.add(report(Phase.ROLLED_BACK, 0, "org.example.missing cannot be resolved"));
        assertFails(
                "p2p:swap echo " + jar, "echo 1.0.0 -> 2.0.0 was rolled back: org.example.missing cannot be resolved");

        releases.reports.set(0, report(Phase.BROKEN, 0, "no space left on device"));
        assertFails("p2p:promote echo", "echo: neither 2.0.0 nor 1.0.0 could be started: no space left on device");
        assertFails("p2p:rollback echo", "echo: neither 2.0.0 nor 1.0.0 could be started: no space left on device");
    }

    @Test
    void waitsUntilTheReleaseIsConfirmed() throws Exception {
        releases.reports.add(report(Phase.WATCHED, 60, ""));
        releases.reports.add(report(Phase.WATCHED, 60, ""));
        releases.reports.add(report(Phase.CONFIRMED, 60, "no worse than before"));

        List<String> lines =
                prompt.type("p2p:swap echo " + jar + " --wait").lines().toList();

        assertEquals(2, lines.size(), lines.toString());
        assertTrue(lines.get(1).matches("echo 1\\.0\\.0 -> 2\\.0\\.0: confirmed \\d+ s ago; no worse than before"));
    }

    @Test
    void failsAfterWaitingIfTheReleaseWasRolledBack() {
        for (String order : List.of("p2p:swap echo " + jar, "p2p:promote echo")) {
            releases.reports.clear();
            releases.reports.add(report(Phase.WATCHED, 60, ""));
            releases.reports.add(report(Phase.ROLLED_BACK, 0, "5 of 12 sessions failed"));

            assertFails(order + " --wait", "echo 1.0.0 -> 2.0.0 was rolled back: 5 of 12 sessions failed");
        }
    }

    @Test
    void complainsOfAWatchThatDoesNotEnd() {
        releases.reports.add(report(Phase.WATCHED, -60, ""));

        assertFails("p2p:promote echo --wait", "the watch of echo 1.0.0 -> 2.0.0 does not come to its end");
    }

    @Test
    void triesACanaryAndStaysWithItForAWhile() throws Exception {
        releases.reports.add(report(Phase.CANARY, 0, ""));
        String begun =
                "echo 2.0.0 runs with 10 % of the peers beside 1.0.0, watched, until p2p:promote or p2p:rollback\n";

        assertEquals(begun, prompt.type("p2p:swap echo " + jar + " --canary 10%"));
        String waited = prompt.type("p2p:swap echo " + jar + " --canary 2.5% --watch 1ms --wait");
        assertTrue(waited.startsWith(begun + "echo 1.0.0 -> 2.0.0: canary for 10 % of the peers for "), waited);
        assertEquals(List.of("canary echo echo-2.jar 0.1", "canary echo echo-2.jar 0.025"), releases.orders);

        releases.reports.add(report(Phase.ROLLED_BACK, 0, "5 of 12 sessions failed"));
        assertFails(
                "p2p:swap echo " + jar + " --canary 10% --wait",
                "echo 1.0.0 -> 2.0.0 was rolled back: 5 of 12 sessions failed");
    }

    @Test
    void promotesAndRollsBack() throws Exception {
        releases.reports.add(report(Phase.WATCHED, 60, ""));
        assertTrue(prompt.type("p2p:promote echo").startsWith("echo 1.0.0 -> 2.0.0 in place: "));

        releases.reports.set(0, report(Phase.ROLLED_BACK, 0, "as was asked"));
        node.protocols.add(echo(1, 9, aheadOfTheOrder(), 1, 3));
        assertEquals("echo 1.0.0 is back, 2.0.0 is gone: 1 session, pause 3.00 ms\n", prompt.type("p2p:rollback echo"));
        assertEquals(
                "ROLLED_BACK",
                MAPPER.readTree(prompt.type("p2p:rollback echo --json"))
                        .get("phase")
                        .asText());
        assertEquals(List.of("promote echo PT1M", "rollback echo", "rollback echo"), releases.orders);
    }

    @Test
    void tellsHowBothReleasesDo() throws Exception {
        assertEquals("nothing was done to a bundle yet\n", prompt.type("p2p:releases"));
        releases.reports.add(report(Phase.ROLLED_BACK, 0, "5 of 12 sessions failed"));

        List<String> lines = prompt.type("p2p:releases").lines().toList();
        assertTrue(
                lines.get(0).matches("echo 1\\.0\\.0 -> 2\\.0\\.0: rolled back \\d+ s ago; 5 of 12 sessions failed"));
        assertEquals(
                List.of(
                        "  RELEASE  SESSIONS     IN    OUT  ERRORS  DISCONNECTS  P99",
                        "  1.0.0          12  47110  47100       0            1  0.04 ms",
                        "  2.0.0          12    300    299       5            5  <0.01 ms"),
                lines.subList(1, 4));
        JsonNode json = MAPPER.readTree(prompt.type("p2p:releases --json"));
        assertEquals(5, json.at("/0/nextStatistics/failures").asInt());
        assertEquals(10_800, json.at("/0/formerStatistics/sessionSeconds").asInt());
        assertTrue(json.at("/0/watchedUntil").isNull());
    }

    @Test
    void passesOnWhyAnOrderIsRefused() {
        releases.refusal = Optional.of("there is no protocol or bundle named ecko");

        for (String line : List.of("p2p:swap ecko " + jar, "p2p:promote ecko", "p2p:rollback ecko")) {
            assertFails(line, "there is no protocol or bundle named ecko");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p2p:swap echo /none.jar | no such file: /none.jar",
                "p2p:swap echo / | not a file that can be read: /",
                "p2p:swap echo JAR --canary 0.1 | a share reads 10% or 2.5%, up to 100%, got \"0.1\"",
                "p2p:swap echo JAR --canary 0% | a canary has more than 0% and less than 100% of the peers",
                "p2p:swap echo JAR --canary 100% | a canary has more than 0% and less than 100% of the peers",
                "p2p:swap echo JAR --watch 5d | a duration reads 500ms, 5s, 2m or 1h, got \"5d\"",
                "p2p:swap echo JAR --canary 5% --watch 5s | a canary is watched as long as it stands; with it, --watch needs --wait",
                "p2p:promote echo --watch x | a duration reads 500ms, 5s, 2m or 1h, got \"x\"",
                "p2p:promote | usage: p2p:promote NAME [--watch 60s] [--wait] [--json] [--help]",
                "p2p:rollback a b | usage: p2p:rollback NAME [--json] [--help]",
                "p2p:releases echo | usage: p2p:releases [--json] [--help]",
            })
    void refusesWhatItDoesNotUnderstandAndDoesNothing(String line, String message) {
        assertFails(line.replace("JAR", jar), message);
        assertEquals(List.of(), releases.orders);
    }

    private void assertFails(String line, String message) {
        CommandException failure = assertThrows(CommandException.class, () -> prompt.type(line));
        assertEquals(message, failure.getMessage());
    }

    private static ReleaseReport report(Phase phase, int watchSeconds, String reason) {
        Instant at = Instant.now();
        return new ReleaseReport(
                "echo",
                9,
                "1.0.0",
                "2.0.0",
                phase,
                at,
                watchSeconds == 0 ? Optional.empty() : Optional.of(at.plusSeconds(watchSeconds)),
                phase == Phase.CANARY ? 0.1 : 1,
                reason,
                FORMER,
                NEXT);
    }

    /** However long the command takes to begin. */
    private static Instant aheadOfTheOrder() {
        return Instant.now().plusSeconds(3_600);
    }

    private static RegisteredProtocol echo(
            int version, long bundleId, Instant swappedAt, int sessions, int pauseMillis) {
        return new RegisteredProtocol(
                new Capability("echo", version),
                2,
                "echo",
                "2.0.0",
                bundleId,
                0,
                true,
                0,
                sessions,
                0,
                Optional.of(new Swap(swappedAt, sessions, Duration.ofMillis(pauseMillis))),
                NEXT);
    }
}
