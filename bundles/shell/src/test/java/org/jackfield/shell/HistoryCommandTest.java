package org.jackfield.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.NodeId;
import org.jackfield.api.fake.FakeNode;
import org.jackfield.api.fake.FakePeer;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.EnvelopeListener;
import org.jackfield.envelopes.HistoryEnd;
import org.jackfield.mail.Query;
import org.jackfield.messages.MessageException;
import org.jackfield.messages.ReceivedMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class HistoryCommandTest {

    private static final long SENT = 1_767_268_800;

    private final FakeRing ring = new FakeRing();
    private final FakeMessenger messenger = new FakeMessenger();
    private final FakeNode node = new FakeNode();
    private final List<Query> asked = new ArrayList<>();
    private final List<CompletableFuture<HistoryEnd>> answers = new ArrayList<>();
    private final List<EnvelopeListener> listening = new ArrayList<>();
    private final Prompt prompt =
            new Prompt().add("shh", new HistoryCommand(node, this::ask, ring, messenger, this::subscribe), "history");

    private Runnable subscribe(EnvelopeListener listener) {
        listening.add(listener);
        return () -> listening.remove(listener);
    }

    /** Two envelopes to a page, of which the first can be opened by every key. */
    private CompletableFuture<HistoryEnd> ask(NodeId server, Query query) throws MessageException {
        if (query.symmetric().isEmpty()) {
            throw new MessageException("the server's password is needed");
        }
        int page = asked.size();
        asked.add(query);
        ReceivedMessage message =
                FakeMessenger.message(SENT - page, "c5d24601", ("page " + page).getBytes(), Optional.empty());
        for (int i = 0; i < 2; i++) {
            ReceivedMessage sealed = FakeMessenger.message(SENT + page, "0000000" + i, new byte[0], Optional.empty());
            listening.get(0).direct(server, i == 0 ? message.envelope() : sealed.envelope());
        }
        ReceivedMessage pooled = FakeMessenger.message(SENT, "00000009", new byte[0], Optional.empty());
        messenger.listeners.values().forEach(listener -> listener.accept(pooled));
        messenger.listeners.values().forEach(listener -> listener.accept(message));
        return answers.get(page);
    }

    private static CompletableFuture<HistoryEnd> end(byte[] cursor, Optional<String> error) {
        return CompletableFuture.completedFuture(
                new HistoryEnd(Hash.of(new byte[Hash.BYTES]), Optional.empty(), cursor, error));
    }

    @BeforeEach
    void connect() {
        node.peers.add(FakePeer.of("0012", "", true, Instant.EPOCH));
    }

    @AfterEach
    void close() {
        prompt.close();
    }

    @Test
    void asksPageByPageAndShowsEachMessageOnceInTheOrderOfTime() throws Exception {
        answers.add(end(new byte[36], Optional.empty()));
        answers.add(end(new byte[0], Optional.empty()));
        ring.newSymmetric();
        ring.newPair();

        List<String> lines = prompt.type("shh:history 0012 --from " + SENT + " --to " + (SENT + 9) + " --password mail")
                .lines()
                .toList();

        assertEquals(3, lines.size(), lines.toString());
        assertTrue(lines.get(0).endsWith("  0xc5d24601  -         page 1"), lines.get(0));
        assertTrue(lines.get(1).endsWith("page 0"), lines.get(1));
        assertEquals("4 envelopes came, 2 of them could be opened", lines.get(2));
        assertEquals(Optional.of("held mail"), asked.get(0).symmetric());
        assertEquals(SENT, asked.get(0).from());
        assertEquals(36, asked.get(1).cursor().length);
        assertTrue(ring.held.isEmpty() && listening.isEmpty() && messenger.listeners.isEmpty());
    }

    @Test
    void leavesAServerThatComesToNoEnd() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            answers.add(end(new byte[36], Optional.empty()));
        }

        String shown = prompt.type("shh:history 0012 --password mail");

        assertEquals(1_000, asked.size());
        assertTrue(shown.startsWith("2000 envelopes came"), shown);
    }

    @Test
    void takesNoMoreEnvelopesThanItCanRemember() {
        HistoryWatch watch = new HistoryWatch(node.peers.get(0).id());
        for (int i = 0; i <= HistoryWatch.MAX_ENVELOPES; i++) {
            watch.direct(
                    node.peers.get(0).id(),
                    FakeMessenger.message(i, "00000001", new byte[0], Optional.empty())
                            .envelope());
        }

        assertTrue(watch.full());
        assertEquals(HistoryWatch.MAX_ENVELOPES, watch.envelopes());
    }

    @Test
    void readsWithAPassword() throws Exception {
        answers.add(end(new byte[0], Optional.empty()));

        String shown = prompt.type("shh:history 0012 --chat x --topic chat --from 1h --password mail");

        assertTrue(shown.endsWith("page 0\n2 envelopes came, 1 of them could be opened\n"), shown);
        assertEquals(1, asked.get(0).topics().size());
        assertTrue(ring.held.isEmpty());
    }

    @Test
    void saysWhyThereIsNoHistory() {
        answers.add(end(new byte[0], Optional.of("too many requests within a minute")));
        answers.add(CompletableFuture.failedFuture(new IOException("the peer left")));

        assertEquals("peer 00120000 refuses: too many requests within a minute", failure("0012 --password mail"));
        assertEquals("no history: the peer left", failure("0012 --password mail"));
        assertEquals("the server's password is needed", failure("0012"));
        assertEquals("no peer's id begins with 77", failure("77"));
        assertEquals("a date reads 2026-01-31T18:00:00Z, got 2026-01-31T18", failure("0012 --from 2026-01-31T18"));
        assertEquals("--from is after --to", failure("0012 --from 1h --to 2h"));
        assertTrue(failure("0012 --from yesterday").startsWith("a duration reads"));
        assertTrue(ring.held.isEmpty() && listening.isEmpty() && messenger.listeners.isEmpty());
    }

    private String failure(String words) {
        return assertThrows(CommandException.class, () -> prompt.type("shh:history " + words))
                .getMessage();
    }
}
