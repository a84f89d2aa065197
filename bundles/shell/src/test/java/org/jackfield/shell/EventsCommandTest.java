package org.jackfield.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.PipedInputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.NodeId;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.ReleaseStatistics;
import org.jackfield.api.fake.FakePeer;
import org.jackfield.api.release.ReleaseReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class EventsCommandTest {

    private static final NodeId PEER =
            FakePeer.of("0012", "", true, Instant.EPOCH).id();
    private static final Instant AT = Instant.parse("2026-01-01T12:00:00.123Z");
    private static final Capability ETH = new Capability("eth", 69);
    private static final List<PeerEvent> EVENTS = List.of(
            new PeerEvent.Connected(PEER, AT, new InetSocketAddress("10.0.0.7", 30303), false, List.of(ETH)),
            new PeerEvent.MessageSent(PEER, AT, ETH, 0, 89),
            new PeerEvent.MessageReceived(PEER, AT, ETH, 3, 1_229),
            new PeerEvent.SessionParked(PEER, AT, ETH),
            new PeerEvent.SessionResumed(PEER, AT, ETH, "org.jackfield.eth", "2.0.0", Duration.ofMillis(14)),
            new PeerEvent.Disconnected(PEER, AT, DisconnectReason.TOO_MANY_PEERS, true, ""),
            new PeerEvent.Disconnected(PEER, AT, DisconnectReason.PROTOCOL_ERROR, false, "bad RLP"));

    private static final ReleaseReport ROLL_BACK = new ReleaseReport(
            "echo",
            9,
            "1.0.0",
            "2.0.0",
            ReleaseReport.Phase.ROLLED_BACK,
            AT,
            Optional.empty(),
            1,
            "5 of 12 sessions failed",
            ReleaseStatistics.NONE,
            ReleaseStatistics.NONE);

    private final List<PeerEvent> happening = new ArrayList<>(EVENTS);
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private final Prompt prompt = new Prompt().add("p2p", new EventsCommand(this::subscribe), "events");

    /** Everything happens at once, as soon as somebody listens. */
    private Runnable subscribe(EventTail tail) {
        subscribed.set(true);
        happening.forEach(tail::onEvent);
        tail.onRelease(ROLL_BACK);
        return () -> subscribed.set(false);
    }

    @AfterEach
    void close() {
        prompt.close();
    }

    @Test
    void writesEveryEventOnOneLine() {
        List<String> lines = new ArrayList<>();
        EVENTS.forEach(event -> lines.add(new PeerEventLine(event).text(ZoneOffset.UTC)));
        lines.add(new ReleaseEventLine(ROLL_BACK).text(ZoneOffset.UTC));

        assertEquals(
                List.of(
                        "12:00:00.123  00120000  connected     to 10.0.0.7:30303, sharing eth/69",
                        "12:00:00.123  00120000  sent          eth/69 code 0, 89 B",
                        "12:00:00.123  00120000  received      eth/69 code 3, 1.2 KiB",
                        "12:00:00.123  00120000  parked        eth/69",
                        "12:00:00.123  00120000  resumed       eth/69 by org.jackfield.eth 2.0.0 after 14 ms",
                        "12:00:00.123  00120000  disconnected  it said: too many peers",
                        "12:00:00.123  00120000  disconnected  we said: breach of protocol (bad RLP)",
                        "12:00:00.123  release   rolled back   echo 1.0.0 -> 2.0.0, 5 of 12 sessions failed"),
                lines);
    }

    @Test
    void stopsAfterACountAndListensNoMore() throws Exception {
        assertEquals(2, prompt.type("p2p:events --count 2").lines().count());
        assertEquals(false, subscribed.get());
    }

    @Test
    void stopsAfterATimeWithoutAnyKeyboard() throws Exception {
        // Nothing is ever read from this one: it would block.
        String shown = prompt.type("p2p:events --for 200ms", new PipedInputStream());

        assertEquals(EVENTS.size() + 1, shown.lines().count());
    }

    @Test
    void stopsAtAKeyOrTheEndOfTheInput() throws Exception {
        prompt.type("p2p:events", new ByteArrayInputStream("\n".getBytes()));
        prompt.type("p2p:events");

        assertEquals(false, subscribed.get());
    }

    @Test
    void leavesMessagesOutAndWritesJson() throws Exception {
        List<String> lines =
                prompt.type("p2p:events --links --json --count 6").lines().toList();

        assertEquals(6, lines.size());
        assertEquals(
                14, new ObjectMapper().readTree(lines.get(2)).get("pauseMillis").asInt());
        assertEquals(
                "too many peers",
                new ObjectMapper().readTree(lines.get(3)).get("reason").asText());
        assertEquals(
                "ROLLED_BACK",
                new ObjectMapper().readTree(lines.get(5)).get("phase").asText());
    }

    @Test
    void dropsAndCountsWhatAConsoleCannotShow() throws Exception {
        for (int i = 0; i < 5_000; i++) {
            happening.add(EVENTS.get(1));
        }

        List<String> lines = prompt.type("p2p:events --for 300ms").lines().toList();

        assertEquals((4_001 + EVENTS.size()) + " events were too many to show", lines.get(lines.size() - 1));
        assertEquals(1_001, lines.size());
    }

    @Test
    void refusesAmountsItCannotRead() {
        for (String bad : List.of("--count x", "--count", "--for 5d", "--count 9999999999999999999")) {
            Exception failure = assertThrows(Exception.class, () -> prompt.type("p2p:events " + bad), bad);
            assertTrue(failure instanceof CommandException, failure.toString());
        }
    }
}
