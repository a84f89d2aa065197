package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jackfield.api.release.ReleaseException;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;
import org.jackfield.api.release.Releases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;

/** An operator replaces a protocol's bundle while its session speaks at full speed. */
@Timeout(120)
class SwapTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    // The first number of a release is soon heard, as few are on their way before it.
    private static final Map<String, String> SHORT_QUEUES =
            Map.of("core.inboxBytes", "200000", "core.outboxBytes", "100000");

    @TempDir
    Path folder;

    private final CountingPeer aaa = new CountingPeer("aaa/1");
    private final PluginJar plugin = PluginJar.echo("plugin.aaa", "aaa/1").behaviour("COUNT");
    private TestNode plugged;
    private TestNode watching;
    private Bundle bundle;
    private Releases releases;
    private RecordedReleases told;

    @BeforeEach
    void start() throws Exception {
        plugged = TestNode.start(folder.resolve("plugged"), SHORT_QUEUES, TestNode.PROTOCOLS);
        watching = TestNode.start(folder.resolve("watching"), SHORT_QUEUES, TestNode.PROTOCOLS);
        watching.offer(aaa);
        bundle = plugged.install(jar("1.0.0", "COUNT"));
        releases = plugged.await(Releases.class);
        told = RecordedReleases.of(plugged);
        watching.connectTo(plugged);
        aaa.awaitRelease(1);
    }

    @AfterEach
    void stop() {
        watching.close();
        plugged.close();
    }

    @Test
    void aReleaseComesInAndThePreviousOneComesBackWhenAskedFor() throws Exception {
        ReleaseReport swapped = releases.swap("aaa", jar("2.0.0", "COUNT"), Duration.ZERO);
        aaa.awaitRelease(2);

        assertEquals(Phase.CONFIRMED, swapped.phase());
        assertEquals(List.of("1.0.0", "2.0.0"), List.of(swapped.former(), swapped.next()));
        assertEquals(1, swapped.formerStatistics().sessions());
        assertEquals(List.of(swapped), releases.reports());

        ReleaseReport back = releases.rollback("plugin.aaa");
        aaa.awaitRelease(1);

        assertEquals(Phase.ROLLED_BACK, back.phase());
        assertEquals("1.0.0", bundle.getVersion().toString());
        assertThrows(ReleaseException.class, () -> releases.rollback("aaa"), "nothing is kept any more");
        assertUnseen();
        assertEquals(swapped, told.next(Phase.CONFIRMED));
        assertEquals(back, told.next(Phase.ROLLED_BACK));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNRESOLVABLE", "THROW_IN_START", "REGISTER_NOTHING"})
    void aReleaseThatCannotBeStartedLeavesThePreviousOneInPlace(String behaviour) throws Exception {
        ReleaseReport report = releases.swap("aaa", jar("2.0.0", behaviour), MINUTE);

        assertEquals(Phase.ROLLED_BACK, report.phase(), report.reason());
        assertTrue(report.reason().startsWith("2.0.0 cannot be started: "), report.reason());
        assertEquals(Bundle.ACTIVE, bundle.getState());
        assertEquals("1.0.0", bundle.getVersion().toString());
        assertTrue(
                plugged.registry().registered().stream()
                        .allMatch(row -> row.lastSwap().isEmpty()),
                "nobody moved");
        assertUnseen();
        told.next(Phase.ROLLED_BACK);
    }

    @Test
    void aSoundReleaseIsConfirmedAtTheEndOfItsWatch() throws Exception {
        releases.swap("aaa", jar("2.0.0", "COUNT"), Duration.ofSeconds(1));

        ReleaseReport watched = told.next(Phase.WATCHED);
        ReleaseReport confirmed = told.next(Phase.CONFIRMED);

        assertTrue(!confirmed.at().isBefore(watched.watchedUntil().orElseThrow()), confirmed.toString());
        assertEquals(1, confirmed.nextStatistics().sessions());
        aaa.awaitRelease(2);
        assertUnseen();
    }

    @Test
    void somebodyElsesUpdateEndsTheWatchAndStays() throws Exception {
        releases.swap("aaa", jar("2.0.0", "COUNT"), MINUTE);
        told.next(Phase.WATCHED);
        bundle.update(Files.newInputStream(jar("3.0.0", "COUNT")));

        ReleaseReport report = told.next(Phase.CONFIRMED);

        assertTrue(report.reason().contains("3.0.0"), report.reason());
        assertEquals("3.0.0", bundle.getVersion().toString());
        assertUnseen();
    }

    @Test
    void theWatchOutlastsARestartOfItsOwnBundle() throws Exception {
        ReleaseReport swapped = releases.swap("aaa", jar("2.0.0", "COUNT"), MINUTE);
        aaa.awaitRelease(2);
        Bundle desk = bundle("org.jackfield.release");
        desk.stop();
        desk.start();
        releases = plugged.await(Releases.class);

        assertEquals(Phase.WATCHED, releases.reports().get(0).phase());
        assertEquals(swapped.watchedUntil(), releases.reports().get(0).watchedUntil());
        releases.rollback("aaa");
        aaa.awaitRelease(1);
        assertUnseen();
    }

    @Test
    void whatIsUnfitIsRefusedAndChangesNothing() throws Exception {
        Path next = jar("2.0.0", "COUNT");
        Path other = PluginJar.echo("plugin.bbb", "aaa/1").writeTo(folder.resolve("other.jar"));
        Path garbage = Files.writeString(folder.resolve("garbage.jar"), "garbage");
        long modified = bundle.getLastModified();

        assertRefused(
                "zzz is called", () -> releases.swap("zzz", next, MINUTE), "no bundle of a protocol is called zzz");
        assertRefused("another's jar", () -> releases.swap("aaa", other, MINUTE), "is a release of plugin.bbb");
        assertRefused("garbage", () -> releases.swap("aaa", garbage, MINUTE), "is not the jar of a bundle");
        assertRefused("no file", () -> releases.swap("aaa", folder.resolve("none"), MINUTE), "no such file");
        assertRefused("no canary", () -> releases.promote("aaa", MINUTE), "there is no canary");
        assertRefused("nothing to undo", () -> releases.rollback("aaa"), "nothing was done");
        assertRefused("the same version", () -> releases.canary("aaa", jar("1.0.0", "COUNT"), 0.5), "another version");
        assertRefused("a share of all", () -> releases.canary("aaa", next, 1), "below 1");

        assertEquals(modified, bundle.getLastModified());
        assertEquals(List.of(), releases.reports());
        releases.swap("aaa", next, MINUTE);
        assertRefused("a second swap", () -> releases.swap("aaa", next, MINUTE), "is watched until");
        aaa.awaitRelease(2);
        assertUnseen();
    }

    private Bundle bundle(String name) {
        return Arrays.stream(plugged.context().getBundles())
                .filter(known -> known.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void assertUnseen() throws Exception {
        assertEquals("complete", aaa.finish());
        assertTrue(watching.events().nobodyLeft());
        assertTrue(plugged.events().nobodyLeft());
    }

    private static void assertRefused(String what, Order order, String reason) {
        String message =
                assertThrows(ReleaseException.class, order::carryOut, what).getMessage();
        assertTrue(message.contains(reason), message);
    }

    private Path jar(String version, String behaviour) {
        return plugin.behaviour(behaviour).release(version).writeTo(folder.resolve(behaviour + version + ".jar"));
    }

    private interface Order {
        void carryOut() throws ReleaseException;
    }
}
