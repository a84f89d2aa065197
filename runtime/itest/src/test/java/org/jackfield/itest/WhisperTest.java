package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jackfield.api.Capability;
import org.jackfield.api.release.Releases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Envelopes between nodes as they are delivered, by whisper and by waku. */
@Timeout(300)
class WhisperTest {

    private static final int SWAPS = 10;
    private static final int ENVELOPES_A_SWAP = 20;
    private static final Map<String, String> ONLY_SHH = Map.of("whisper.protocols", "shh/6");
    private static final Map<String, String> ONLY_WAKU =
            Map.of("whisper.protocols", "waku/1", "whisper.confirmations", "true");
    private static final Set<String> WITHOUT = Set.of("eth", "swarm");

    @TempDir
    Path folder;

    private final ExecutorService posting = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        posting.shutdownNow();
    }

    @Test
    void envelopesCrossFromOneProtocolToTheOther() throws Exception {
        try (TestNode whisper = TestNode.start(folder.resolve("whisper"), ONLY_SHH, WITHOUT);
                TestNode both = TestNode.start(folder.resolve("both"), Map.of(), WITHOUT);
                TestNode waku = TestNode.start(folder.resolve("waku"), ONLY_WAKU, WITHOUT)) {
            EnvelopeBox atWhisper = new EnvelopeBox(whisper, folder);
            EnvelopeBox atBoth = new EnvelopeBox(both, folder);
            EnvelopeBox atWaku = new EnvelopeBox(waku, folder);
            assertEquals("[shh/6]", connect(both, whisper));
            assertEquals("[waku/1]", connect(both, waku));

            List<String> posted =
                    List.of(atWhisper.post("from whisper"), atBoth.post("between"), atWaku.post("from waku"));
            atWhisper.await(posted);
            atBoth.await(posted);
            atWaku.await(posted);

            assertEquals(2, atWhisper.receivedFrom(both));
            assertEquals(2, atWaku.receivedFrom(both));
            assertEquals(1, atBoth.receivedFrom(whisper));
            assertEquals(1, atBoth.receivedFrom(waku));
            assertNobodyLeft(whisper, both, waku);
        }
    }

    @Test
    void tenSwapsInAFlowOfEnvelopesAreNotNoticed() throws Exception {
        try (TestNode swapped = TestNode.start(folder.resolve("swapped"), Map.of(), WITHOUT);
                TestNode other = TestNode.start(folder.resolve("other"), Map.of(), WITHOUT);
                TestNode waku = TestNode.start(folder.resolve("waku"), ONLY_WAKU, WITHOUT)) {
            EnvelopeBox atSwapped = new EnvelopeBox(swapped, folder);
            EnvelopeBox atOther = new EnvelopeBox(other, folder);
            EnvelopeBox atWaku = new EnvelopeBox(waku, folder);
            assertEquals("[shh/6, waku/1]", connect(swapped, other));
            assertEquals("[waku/1]", connect(swapped, waku));

            List<String> posted = new ArrayList<>();
            for (int swap = 1; swap <= SWAPS; swap++) {
                Path release = ReleaseJar.of("whisper", "0.1." + swap, folder);
                Future<List<String>> here = flow(atSwapped, "here " + swap);
                Future<List<String>> there = flow(atOther, "there " + swap);
                swapped.await(Releases.class).swap("org.jackfield.whisper", release, Duration.ZERO);
                posted.addAll(here.get());
                posted.addAll(there.get());
            }
            atSwapped.await(posted);
            atOther.await(posted);
            atWaku.await(posted);
            // Whatever were sent twice would have come before these.
            posted.add(atSwapped.post("the end"));
            posted.add(atOther.post("the end, too"));
            atSwapped.await(posted);
            atOther.await(posted);
            atWaku.await(posted);

            int eachWay = SWAPS * ENVELOPES_A_SWAP + 1;
            assertEquals(eachWay, atSwapped.receivedFrom(other));
            assertEquals(eachWay, atOther.receivedFrom(swapped));
            assertEquals(2 * eachWay, atWaku.receivedFrom(swapped));
            assertEquals(0, atSwapped.receivedFrom(waku));
            assertNobodyLeft(swapped, other, waku);
        }
    }

    @Test
    void linksOutliveTheRoomOfTheEnvelopes() throws Exception {
        try (TestNode changing = TestNode.start(folder.resolve("changing"), Map.of(), WITHOUT);
                TestNode steady = TestNode.start(folder.resolve("steady"), Map.of(), WITHOUT)) {
            EnvelopeBox atChanging = new EnvelopeBox(changing, folder);
            EnvelopeBox atSteady = new EnvelopeBox(steady, folder);
            assertEquals("[shh/6, waku/1]", connect(changing, steady));
            atSteady.await(List.of(atChanging.post("before")));

            changing.restart("org.jackfield.envelopes");
            changing.awaitProtocol("shh");
            changing.awaitProtocol("waku");

            atSteady.await(List.of(atChanging.post("afterwards")));
            atChanging.await(List.of(atSteady.post("and back")));
            assertNobodyLeft(changing, steady);
        }
    }

    private Future<List<String>> flow(EnvelopeBox from, String name) {
        return posting.submit(() -> IntStream.range(0, ENVELOPES_A_SWAP)
                .mapToObj(i -> from.post(name + ' ' + i))
                .toList());
    }

    /** Waits for the handshakes. */
    private static String connect(TestNode one, TestNode other) throws Exception {
        List<Capability> shared = one.connectTo(other).shared();
        Await.until("the handshakes", () -> handshakesDone(one, other) && handshakesDone(other, one));
        return shared.toString();
    }

    private static boolean handshakesDone(TestNode node, TestNode other) {
        var told = node.registry().peerInfo(other.id());
        return !told.isEmpty() && told.values().stream().allMatch(info -> info.isPresent());
    }

    private static void assertNobodyLeft(TestNode... nodes) {
        for (TestNode node : nodes) {
            assertEquals(List.of(), node.events().departures());
        }
    }
}
