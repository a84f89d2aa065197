package org.jackfield.eth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.SessionState;
import org.jackfield.api.testing.HandOverRehearsal;
import org.jackfield.api.testing.PipePair;
import org.jackfield.chain.ChainHead;
import org.jackfield.chain.HeaderRange;
import org.jackfield.pool.TransactionMessage;
import org.jackfield.rlp.RlpReader;
import org.jackfield.sync.BlockNotice;
import org.jackfield.sync.BlockRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions that are handed over while their writer has much to write: nothing is lost, and nothing sent twice. */
@Timeout(60)
class BusyHandOverTest extends OnDevelopmentChain {

    private static final int DEADLINE_SECONDS = 30;
    private static final int SWAPS = 10;
    private static final int QUESTIONS = 300;

    private final FakeSync sync = new FakeSync();
    private final FakeRelay relay = new FakeRelay();
    private final HeadNews heads = new HeadNews();
    private final Rooms rooms = new Rooms(Optional.of(sync), Optional.of(relay), Optional.of(heads));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile long head = 256;
    private final EthNetwork network = new EthNetwork(
            TestChain.with(
                    chain,
                    Map.of("head", arguments -> new ChainHead(head, chain.head().hash(), BigInteger.ZERO, 0))),
            -1);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostAndNothingIsSentTwice(EthVersion version) throws Exception {
        try (PipePair pipes = new PipePair(version.messageCount())) {
            MessagePipe remote = pipes.right();
            Future<List<Message>> received = threads.submit(() -> readAll(remote));
            Optional<SessionState> state = Optional.empty();
            for (int swap = 0; swap < SWAPS; swap++) {
                MessagePipe pipe = pipes.left();
                pipes.handOverLeft(swap == 0 ? 2 : 1);
                if (swap == 0) {
                    remote.write(MessageCode.STATUS, network.status(version).encoded());
                }
                Future<SessionState> left = threads.submit(leg(version, pipe, state));
                Future<?> asking = threads.submit(askAndTell(swap));
                sync.questions.sent.await(swap * QUESTIONS + QUESTIONS / 2);
                remote.write(MessageCode.TRANSACTIONS, new byte[] {(byte) 0xc0});
                state = Optional.of(left.get(DEADLINE_SECONDS, TimeUnit.SECONDS));
                assertNoWriterIsLeft();
                asking.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
                head += 40;
            }
            MessagePipe last = pipes.left();
            Future<SessionState> end = threads.submit(leg(version, last, state));
            awaitTheEnd(version);
            pipes.close();
            assertInstanceOf(EOFException.class, failure(end));
            check(version, received.get(DEADLINE_SECONDS, TimeUnit.SECONDS));
        }
    }

    private void check(EthVersion version, List<Message> received) throws IOException {
        List<Long> all = LongStream.range(0, SWAPS * QUESTIONS + 2).boxed().toList();
        assertEquals(all, ids(received, MessageCode.GET_BLOCK_HEADERS));
        assertEquals(all, sync.asked());
        assertEquals(all.subList(0, SWAPS * QUESTIONS), ids(received, MessageCode.GET_POOLED_TRANSACTIONS));
        assertEquals(SWAPS * QUESTIONS, relay.messages.sent.count());
        boolean propagates = !version.since(EthVersion.ETH_69);
        assertEquals(propagates ? all.subList(0, SWAPS * QUESTIONS) : List.of(), numbers(received));
        assertEquals(propagates ? SWAPS * QUESTIONS : 0, sync.notices.sent.count());
        long latest = 256;
        for (Message message : received) {
            if (message.code() == MessageCode.BLOCK_RANGE_UPDATE) {
                long next = BlockRange.decode(message.payload()).latest();
                assertTrue(next > latest, next + " after " + latest);
                latest = next;
            }
        }
        assertEquals(version.since(EthVersion.ETH_69) ? head : 256, latest);
        List<String> joins =
                sync.heard().stream().map(what -> what.split(" ")[0]).toList();
        List<String> expected = new ArrayList<>(Collections.nCopies(SWAPS, "rejoin"));
        expected.add(0, "join");
        expected.add("leave");
        assertEquals(expected, joins);
    }

    /** The remote node reads nothing, so that the writer is in the middle of a write when it is stopped. */
    @Test
    void aWriterThatWaitsForRoomIsTurnedAway() throws Exception {
        EthVersion version = EthVersion.ETH_68;
        try (PipePair pipes = new PipePair(version.messageCount())) {
            for (long id = 1; id <= 200; id++) {
                sync.questions.add(new BlockRequest.Headers(id, HeaderRange.of(1, 1, 0, false)));
            }
            pipes.right().write(MessageCode.STATUS, network.status(version).encoded());
            MessagePipe first = pipes.left();
            Future<SessionState> left = threads.submit(leg(version, first, Optional.empty()));
            // Status and 63 questions fill the pipe.
            sync.questions.sent.await(63);
            pipes.handOverLeft(0);
            SessionState state = left.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            assertEquals(63, sync.asked().size());
            assertNoWriterIsLeft();
            MessagePipe second = pipes.left();
            Future<SessionState> end = threads.submit(leg(version, second, Optional.of(state)));
            MessagePipe remote = pipes.right();
            assertEquals(MessageCode.STATUS, remote.read().code());
            for (long id = 1; id <= 200; id++) {
                assertEquals(id, id(remote.read()));
            }
            pipes.close();
            assertInstanceOf(EOFException.class, failure(end));
        }
    }

    @Test
    void aFaultOfASeatEndsTheSession() throws Exception {
        EthVersion version = EthVersion.ETH_72;
        try (PipePair pipes = new PipePair(version.messageCount())) {
            sync.fault = Optional.of(new IllegalStateException("a bug"));
            pipes.right().write(MessageCode.STATUS, network.status(version).encoded());
            Future<SessionState> end = threads.submit(leg(version, pipes.left(), Optional.empty()));
            assertEquals("a bug", failure(end).getMessage());
            assertEquals("leave", sync.heard().get(1));
            assertEquals("leave", relay.heard().get(1));
        }
    }

    @Test
    void withoutNewsOfTheHeadNothingIsSaidUnasked() throws Exception {
        EthVersion version = EthVersion.ETH_70;
        try (PipePair pipes = new PipePair(version.messageCount())) {
            MessagePipe remote = pipes.right();
            remote.write(MessageCode.STATUS, network.status(version).encoded());
            Future<SessionState> end = threads.submit(leg(version, pipes.left(), Optional.empty()));
            assertEquals(MessageCode.STATUS, remote.read().code());
            remote.write(MessageCode.GET_BLOCK_BODIES, new HashesRequest(5, List.of()).encoded());
            assertEquals(MessageCode.BLOCK_BODIES, remote.read().code());
            head += 32;
            heads.headChanged(null);
            assertEquals(288, BlockRange.decode(remote.read().payload()).latest());
            pipes.close();
            assertInstanceOf(EOFException.class, failure(end));
            assertThrows(EOFException.class, remote::read);
        }
    }

    private Callable<SessionState> leg(EthVersion version, MessagePipe pipe, Optional<SessionState> before) {
        return () -> HandOverRehearsal.leg(new EthProtocol(version, network, rooms), REMOTE, pipe, before);
    }

    private Runnable askAndTell(int swap) {
        return () -> {
            for (long id = (long) swap * QUESTIONS; id < (swap + 1) * QUESTIONS; id++) {
                sync.questions.add(new BlockRequest.Headers(id, HeaderRange.of(1, 1, 0, false)));
                sync.notices.add(new BlockNotice.Hashes(List.of(new BlockNotice.NewHash(new byte[32], id))));
                relay.messages.add(new TransactionMessage.TransactionsRequest(id, List.of()));
            }
        };
    }

    private void awaitTheEnd(EthVersion version) throws InterruptedException {
        sync.notices.sent.await(version.since(EthVersion.ETH_69) ? 0 : SWAPS * QUESTIONS);
        sync.questions.sent.await(SWAPS * QUESTIONS);
        relay.messages.sent.await(SWAPS * QUESTIONS);
        // The second of these is sent in a later turn than the first, and so after the news of the head.
        sync.questions.add(new BlockRequest.Headers(SWAPS * QUESTIONS, HeaderRange.of(1, 1, 0, false)));
        sync.questions.add(new BlockRequest.Headers(SWAPS * QUESTIONS + 1, HeaderRange.of(1, 1, 0, false)));
        sync.questions.sent.await(SWAPS * QUESTIONS + 2);
    }

    private static void assertNoWriterIsLeft() {
        assertFalse(
                Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().startsWith("eth-")),
                "a writer still runs");
    }

    private static List<Message> readAll(MessagePipe remote) throws IOException, InterruptedException {
        List<Message> received = new ArrayList<>();
        try {
            while (true) {
                received.add(remote.read());
            }
        } catch (EOFException end) {
            return received;
        }
    }

    private static List<Long> ids(List<Message> received, int code) throws IOException {
        List<Long> ids = new ArrayList<>();
        for (Message message : received) {
            if (message.code() == code) {
                ids.add(id(message));
            }
        }
        return ids;
    }

    private static List<Long> numbers(List<Message> received) throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (Message message : received) {
            if (message.code() == MessageCode.NEW_BLOCK_HASHES) {
                BlockNews.newBlockHashes(message.payload()).forEach(news -> numbers.add(news.number()));
            }
        }
        return numbers;
    }

    private static long id(Message message) throws IOException {
        return RlpReader.ofList(message.payload()).readLong();
    }

    private static Throwable failure(Future<?> end) {
        return assertThrows(ExecutionException.class, () -> end.get(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .getCause();
    }
}
