package org.jackfield.mail;

import static org.jackfield.mail.Letters.drain;
import static org.jackfield.mail.Letters.letter;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.NodeId;
import org.jackfield.api.fake.FakePeer;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.HistoryEnd;
import org.jackfield.envelopes.HistoryRequest;
import org.jackfield.envelopes.MailServer.Answer;
import org.jackfield.envelopes.Topic;
import org.jackfield.messages.MessageException;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveServerTest {

    private static final long NOW = 1_600_000_000;
    private static final long SPAN = 10_000;
    private static final int TOPICS = 5;
    private static final NodeId PEER =
            FakePeer.of("01", "", true, Instant.EPOCH).id();
    private static final NodeId OTHER =
            FakePeer.of("02", "", true, Instant.EPOCH).id();

    @TempDir
    Path folder;

    private final FakeMessages messages = new FakeMessages();
    private final List<Envelope> letters = new ArrayList<>();
    private Archive archive;
    private ArchiveServer server;
    private long nanos;

    @BeforeEach
    void open() throws IOException, MessageException {
        archive = Archive.open(folder, 1 << 30, 1_000_000, () -> NOW);
        server = serving(true);
        // Two or so in each second, topics in turn.
        for (int i = 0; i < 400; i++) {
            letters.add(letter(NOW - 200 + i / 2, topic(i % TOPICS).value(), i));
        }
        letters.sort((one, other) -> Arrays.compareUnsigned(ArchiveKey.of(one), ArchiveKey.of(other)));
        for (Envelope envelope : letters) {
            archive.put(envelope);
        }
    }

    /** Of different bits each. */
    private static Topic topic(int number) {
        return new Topic((number + 1) * 0x10101000);
    }

    private ArchiveServer serving(boolean answerOpen) throws MessageException {
        String key = messages.ring.holdPassword("secret");
        return new ArchiveServer(
                archive,
                new RequestReader(messages.messenger, key, envelope -> envelope.nonce() > 0, answerOpen),
                new RequestQuota(100, () -> nanos),
                () -> new ServingRules(SPAN, archive.oldestKept(), NOW));
    }

    @AfterEach
    void close() {
        archive.close();
    }

    private Optional<Answer> ask(byte[] payload) {
        return server.answer(PEER, new HistoryRequest.Sealed(FakeMessages.sealed("secret", "somebody", payload, 1)));
    }

    private static HistoryRequest.Open open(long from, long to, long limit, byte[] cursor, List<Topic> topics) {
        return new HistoryRequest.Open(Hash.ofContent(new byte[9]), from, to, limit, cursor, Bloom.FULL, topics);
    }

    private List<Envelope> sent(long from, long to) {
        return letters.stream()
                .filter(envelope -> envelope.sent() >= from && envelope.sent() <= to)
                .toList();
    }

    private static List<Envelope> reversed(List<Envelope> envelopes) {
        List<Envelope> reversed = new ArrayList<>(envelopes);
        Collections.reverse(reversed);
        return reversed;
    }

    @ParameterizedTest
    @CsvSource({"-200, 0", "-200, -200", "-100, -50", "-7, -7", "-300, -199", "-1, 1000", "5, 9"})
    void answersGethsFormWithBothEndsIncluded(long from, long to) {
        Answer answer =
                ask(GethPayload.encode(NOW + from, NOW + to, Bloom.FULL)).orElseThrow();

        assertEquals(sent(NOW + from, NOW + to), drain(answer));
        HistoryEnd end = answer.end();
        assertEquals(0, end.cursor().length);
        assertEquals(Optional.empty(), end.error());
        answer.close();
    }

    @Test
    void answersGethsFormByBloom() {
        Bloom one = Bloom.EMPTY.with(topic(3));
        List<Envelope> expected =
                letters.stream().filter(envelope -> one.wants(envelope.topic())).toList();

        Answer answer = ask(GethPayload.encode(NOW - 200, NOW, one)).orElseThrow();

        assertTrue(expected.size() >= 80 && expected.size() < 400);
        assertEquals(expected, drain(answer));
        assertEquals(
                expected.get(expected.size() - 1).hash(), answer.end().last().orElseThrow());
    }

    @Test
    void answersStatusFormByTopicsNewestFirst() {
        List<Topic> wanted = List.of(topic(1), topic(4));
        List<Envelope> expected = reversed(letters.stream()
                .filter(envelope -> wanted.contains(envelope.topic()))
                .toList());

        Answer answer = ask(StatusPayload.encode(NOW - 200, NOW, wanted, 0, new byte[0]))
                .orElseThrow();

        assertEquals(160, expected.size());
        assertEquals(expected, drain(answer));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 64, 65, 79, 80, 81, 400})
    void goesOnByTheCursorUntilAllIsThere(long limit) {
        List<Topic> wanted = List.of(topic(2));
        List<Envelope> expected = reversed(letters.stream()
                .filter(envelope -> wanted.contains(envelope.topic()))
                .toList());
        List<Envelope> got = new ArrayList<>();
        byte[] cursor = new byte[0];
        do {
            Answer answer = server.answer(PEER, open(NOW - 200, NOW, limit, cursor, wanted))
                    .orElseThrow();
            List<Envelope> page = drain(answer);
            got.addAll(page);
            cursor = answer.end().cursor();
            answer.close();
            assertTrue(page.size() == limit || cursor.length == 0, page.size() + " of " + limit);
        } while (cursor.length > 0);

        assertEquals(expected, got);
    }

    @Test
    void goesOnFromACursorThatHasBeenDroppedOrNeverWas() {
        byte[] between = ArchiveKey.first(NOW - 100);

        Answer answer =
                server.answer(PEER, open(NOW - 200, NOW, 0, between, List.of())).orElseThrow();
        assertEquals(reversed(sent(NOW - 200, NOW - 101)), drain(answer));

        Answer before =
                server.answer(PEER, open(NOW - 50, NOW, 0, between, List.of())).orElseThrow();
        assertEquals(List.of(), drain(before));

        Answer after = server.answer(PEER, open(NOW - 200, NOW - 150, 0, between, List.of()))
                .orElseThrow();
        assertEquals(reversed(sent(NOW - 200, NOW - 150)), drain(after));
    }

    @Test
    void anAnswerThatIsBrokenOffCanBeGoneOnWith() {
        Answer answer = server.answer(PEER, open(NOW - 200, NOW, 0, new byte[0], List.of()))
                .orElseThrow();
        List<Envelope> got = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            got.add(answer.next().orElseThrow());
        }
        HistoryEnd end = answer.end();
        answer.close();
        assertArrayEquals(ArchiveKey.of(got.get(99)), end.cursor());

        got.addAll(drain(server.answer(PEER, open(NOW - 200, NOW, 0, end.cursor(), List.of()))
                .orElseThrow()));

        assertEquals(reversed(letters), got);
    }

    @Test
    void anEndOfZeroMeansNow() {
        assertEquals(
                reversed(sent(NOW - 50, NOW)),
                drain(ask(StatusPayload.encode(NOW - 50, 0, List.of(), 0, new byte[0]))
                        .orElseThrow()));
    }

    @Test
    void namesTheRequestInTheEnd() {
        HistoryRequest.Open request = open(NOW, NOW, 0, new byte[0], List.of());

        assertEquals(
                request.id(), server.answer(PEER, request).orElseThrow().end().request());
    }

    @Test
    void passesOverWhatIsNotForIt() throws MessageException {
        byte[] payload = GethPayload.encode(NOW - 200, NOW, Bloom.FULL);
        List<Envelope> others = List.of(
                FakeMessages.sealed("another", "somebody", payload, 1),
                FakeMessages.sealed("secret", "", payload, 1),
                FakeMessages.sealed("secret", "somebody", payload, 0),
                letter(NOW, 1, 1));
        for (Envelope envelope : others) {
            assertEquals(Optional.empty(), server.answer(PEER, new HistoryRequest.Sealed(envelope)));
        }
        ArchiveServer closed = serving(false);
        assertEquals(Optional.empty(), closed.answer(PEER, open(NOW, NOW, 0, new byte[0], List.of())));
        assertEquals(0, server.status().refused());
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        assertRefused("from 1600000000 is after to 1599999999", ask(GethPayload.encode(NOW, NOW - 1, Bloom.FULL)));
        assertRefused(
                "a time of 10001 s, at most 10000 s are answered at once",
                ask(GethPayload.encode(NOW - SPAN - 1, NOW, Bloom.FULL)));
        assertRefused("a request has 8 bytes, or 72 with a filter, got 3", ask(new byte[3]));
        assertRefused("a cursor has 36 bytes, got 1", server.answer(PEER, open(0, 1, 0, new byte[1], List.of())));
        assertRefused("times and limit have 32 bits", server.answer(PEER, open(-1, 1, 0, new byte[0], List.of())));
        assertEquals(5, server.status().refused());
    }

    @Test
    void answersSoManyRequestsOfAPeerAMinute() {
        byte[] payload = GethPayload.encode(NOW, NOW, Bloom.FULL);
        for (int i = 0; i < 100; i++) {
            assertEquals(Optional.empty(), ask(payload).orElseThrow().end().error());
        }
        assertRefused("too many requests within a minute", ask(payload));
        HistoryRequest elsewhere = open(NOW, NOW, 0, new byte[0], List.of());
        assertEquals(
                Optional.empty(),
                server.answer(OTHER, elsewhere).orElseThrow().end().error());

        nanos += 60_000_000_000L;
        assertEquals(Optional.empty(), ask(payload).orElseThrow().end().error());
    }

    @Test
    void survivesMalformedPayloads() {
        Malformed.feed(
                payload -> {
                    nanos += 60_000_000_000L;
                    Answer answer = ask(payload).orElseThrow();
                    answer.next();
                    assertFalse(answer.end().request().hex().isEmpty());
                    answer.close();
                },
                List.of(
                        GethPayload.encode(NOW - 200, NOW, Bloom.FULL),
                        GethPayload.encode(NOW - 200, NOW, Bloom.EMPTY.with(topic(1))),
                        StatusPayload.encode(NOW - 200, NOW, List.of(topic(1)), 7, ArchiveKey.first(NOW)),
                        StatusPayload.encode(NOW - 200, NOW, List.of(), 0, new byte[0])));
    }

    @Test
    void tellsHowItIs() {
        drain(ask(GethPayload.encode(NOW, NOW, Bloom.FULL)).orElseThrow());
        ArchiveStatus status = server.status();

        assertEquals(400, status.envelopes());
        assertEquals(Instant.ofEpochSecond(NOW - 200), status.oldest().orElseThrow());
        assertEquals(1, status.answered());
        assertEquals(archive.totals().bytes(), status.bytes());
    }

    private static void assertRefused(String reason, Optional<Answer> answer) {
        assertEquals(Optional.empty(), answer.orElseThrow().next());
        assertEquals(Optional.of(reason), answer.get().end().error());
        answer.get().close();
    }
}
