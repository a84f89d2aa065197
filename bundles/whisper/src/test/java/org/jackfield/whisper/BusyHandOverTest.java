package org.jackfield.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.SessionState;
import org.jackfield.api.fake.Tally;
import org.jackfield.api.testing.HandOverRehearsal;
import org.jackfield.api.testing.PipePair;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.EnvelopeMessage;
import org.jackfield.envelopes.Topic;
import org.jackfield.rlp.RlpReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions that are handed over while envelopes come and go: nothing is lost, and nothing sent twice. */
@Timeout(60)
class BusyHandOverTest {

    private static final int DEADLINE_SECONDS = 30;
    private static final int SWAPS = 10;
    private static final int ENVELOPES = 200;
    /** Nobody else's: sessions of other tests may still be leaving. */
    private static final Peer PEER = Peers.peer(9);

    private static final WakuTerms CONFIRMING = new WakuTerms(true, RateLimits.NONE, RateLimits.NONE);

    private final FakeRelay relay = new FakeRelay();
    private final Tally confirmed = new Tally();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostAndNothingIsSentTwice(Speech speech) throws Exception {
        try (PipePair pipes = new PipePair(PacketCode.COUNT)) {
            MessagePipe remote = pipes.right();
            Future<List<Message>> heard = threads.submit(() -> readAll(remote));
            remote.write(speech.status());
            Future<?> telling = threads.submit(() -> IntStream.range(0, SWAPS * ENVELOPES)
                    .forEach(i -> relay.tell(new EnvelopeMessage.Envelopes(List.of(envelope(i))))));
            Future<?> saying = threads.submit(() -> sayAll(remote));
            Optional<SessionState> state = Optional.empty();
            for (int swap = 1; swap <= SWAPS; swap++) {
                MessagePipe pipe = pipes.left();
                Future<SessionState> left = threads.submit(leg(speech, pipe, state));
                relay.sent.await(swap * ENVELOPES / 2);
                relay.received.await(swap * ENVELOPES / 2);
                pipes.handOverLeft(0);
                state = Optional.of(left.get(DEADLINE_SECONDS, TimeUnit.SECONDS));
                assertNoWriterIsLeft(speech);
            }
            MessagePipe last = pipes.left();
            Future<SessionState> end = threads.submit(leg(speech, last, state));
            telling.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            saying.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            relay.sent.await(SWAPS * ENVELOPES);
            relay.received.await(SWAPS * ENVELOPES);
            confirmed.await(speech == Speech.WAKU ? SWAPS * ENVELOPES : 0);
            pipes.close();
            assertInstanceOf(EOFException.class, failure(end));
            check(speech, heard.get(DEADLINE_SECONDS, TimeUnit.SECONDS));
        }
    }

    private void check(Speech speech, List<Message> heard) throws IOException {
        List<Integer> told = new ArrayList<>();
        List<Hash> batches = new ArrayList<>();
        for (Message message : heard) {
            if (message.code() == PacketCode.ENVELOPES) {
                RlpReader envelopes = EnvelopeList.open(message.payload());
                told.add(Envelope.read(envelopes).topic().value());
            }
            if (message.code() == PacketCode.BATCH) {
                batches.add(Verdict.decodeBatch(message.payload()));
            }
        }
        List<Integer> all = IntStream.range(0, SWAPS * ENVELOPES).boxed().toList();
        assertEquals(all, told);
        assertTrue(relay.heard().stream()
                .filter(what -> what.startsWith("received"))
                .toList()
                .equals(all.stream().map(i -> "received " + envelope(i).hash()).toList()));
        List<Hash> sent = all.stream()
                .map(i -> Hash.ofContent(EnvelopeList.encode(List.of(envelope(i)))))
                .toList();
        assertTrue(batches.equals(speech == Speech.WAKU ? sent : List.of()), batches.size() + " confirmed");
    }

    private Callable<SessionState> leg(Speech speech, MessagePipe pipe, Optional<SessionState> before) {
        return () -> {
            WhisperProtocol release = new WhisperProtocol(
                    speech.dialect, relay.rooms(speech == Speech.WAKU ? CONFIRMING : WakuTerms.NONE));
            return HandOverRehearsal.leg(release, PEER, pipe, before);
        };
    }

    private static Void sayAll(MessagePipe remote) throws IOException, InterruptedException {
        for (int i = 0; i < SWAPS * ENVELOPES; i++) {
            remote.write(PacketCode.ENVELOPES, EnvelopeList.encode(List.of(envelope(i))));
        }
        return null;
    }

    private static Envelope envelope(int number) {
        return Envelope.of(1, 1, new Topic(number), new byte[8], 0);
    }

    private static void assertNoWriterIsLeft(Speech speech) {
        String name = speech.dialect.capability().name() + '-' + PEER.id().shortHex();
        assertFalse(
                Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().equals(name)),
                "a writer still runs");
    }

    private List<Message> readAll(MessagePipe remote) throws IOException, InterruptedException {
        List<Message> received = new ArrayList<>();
        try {
            while (true) {
                Message message = remote.read();
                received.add(message);
                if (message.code() == PacketCode.BATCH) {
                    confirmed.add();
                }
            }
        } catch (EOFException end) {
            return received;
        }
    }

    private static Throwable failure(Future<?> end) {
        return assertThrows(ExecutionException.class, () -> end.get(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .getCause();
    }
}
