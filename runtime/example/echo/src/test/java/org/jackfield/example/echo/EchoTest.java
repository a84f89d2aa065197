package org.jackfield.example.echo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.SessionState;
import org.jackfield.api.testing.HandOverRehearsal;
import org.jackfield.api.testing.PipePair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EchoTest {

    private static final NodeId REMOTE = NodeId.of(new byte[NodeId.BYTES]);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Peer PEER = (Peer) Proxy.newProxyInstance(
            Peer.class.getClassLoader(), new Class<?>[] {Peer.class}, (self, method, arguments) -> REMOTE);

    private final PipePair pipes = new PipePair(2);
    private final MessagePipe remote = pipes.right();

    @AfterEach
    void hangUp() {
        pipes.close();
    }

    @Test
    void announcesTheConfiguredVersionAndItsRelease() {
        Echo echo = new Echo(2, NEVER, "0.2.0");
        assertEquals(Capability.parse("echo/2"), echo.capability());
        assertEquals(Map.of("release", "0.2.0"), echo.nodeInfo());
    }

    @Test
    void answersARequestWithItsPayload() throws Exception {
        start(new Echo(1, NEVER, "test"));
        remote.read();
        for (byte[] payload : new byte[][] {{}, {1}, new byte[1 << 20]}) {
            remote.write(Echo.REQUEST, payload.clone());
            Message reply = remote.read();
            assertEquals(Echo.REPLY, reply.code());
            assertArrayEquals(payload, reply.payload());
        }
    }

    @Test
    void asksAgainAndAgainWithAGrowingCounter() throws Exception {
        start(new Echo(1, Duration.ofMillis(1), "test"));
        for (byte counter = 1; counter <= 3; counter++) {
            Message request = remote.read();
            assertEquals(Echo.REQUEST, request.code());
            assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 0, counter}, request.payload());
        }
    }

    @Test
    void countsRepliesAndMeasuresTheRoundTrip() throws Exception {
        Echo echo = new Echo(1, NEVER, "test");
        start(echo);
        remote.write(Echo.REPLY, remote.read().payload());
        remote.write(Message.empty(Echo.REQUEST));
        remote.read();
        Map<String, Object> info = echo.peerInfo(REMOTE).orElseThrow();
        assertEquals(1L, info.get("sent"));
        assertEquals(1L, info.get("received"));
        assertInstanceOf(Long.class, info.get("roundTripMicros"));
    }

    @Test
    void endsTheLinkOverAReplyOfAnotherSize() throws Exception {
        CompletableFuture<Void> run = start(new Echo(1, NEVER, "test"));
        remote.write(Echo.REPLY, new byte[7]);
        DisconnectException end = assertInstanceOf(DisconnectException.class, endOf(run));
        assertEquals(DisconnectReason.PROTOCOL_ERROR, end.reason());
    }

    @Test
    void forgetsAPeerThatIsGone() throws Exception {
        Echo echo = new Echo(1, NEVER, "test");
        CompletableFuture<Void> run = start(echo);
        remote.read();
        pipes.close();
        assertInstanceOf(EOFException.class, endOf(run));
        assertEquals(Optional.empty(), echo.peerInfo(REMOTE));
    }

    @Test
    void thePeerNoticesNothingOfAHandOver() throws Exception {
        HandOverRehearsal rehearsal = new HandOverRehearsal(
                PEER,
                List.of(
                        new Message(Echo.REQUEST, new byte[] {1, 2}),
                        new Message(Echo.REPLY, new byte[Long.BYTES]),
                        Message.empty(Echo.REQUEST),
                        new Message(Echo.REPLY, new byte[Long.BYTES])));
        HandOverRehearsal.Course twin = rehearsal.play(() -> new Echo(1, NEVER, "test"));
        assertEquals(List.of("0 0000000000000001", "1 0102", "1 "), twin.said());
        for (int[] handOvers : new int[][] {{0}, {1}, {2}, {3}, {4}, {0, 0, 1, 2, 2, 3, 4, 4}}) {
            assertEquals(twin, rehearsal.play(() -> new Echo(1, NEVER, "test"), handOvers));
        }
    }

    @Test
    void goesOnCountingAndMeasuringAfterAHandOver() throws Exception {
        Echo next = new Echo(1, Duration.ofMillis(1), "next");
        long secondAgo = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);
        pipes.right().write(Echo.REPLY, new byte[] {0, 0, 0, 0, 0, 0, 0, 7});
        start(() -> next.resume(PEER, pipes.left(), state(7, 6, 5, secondAgo)));
        assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 0, 8}, remote.read().payload());
        Map<String, Object> info = next.peerInfo(REMOTE).orElseThrow();
        assertEquals(7L, info.get("received"));
        assertTrue((long) info.get("roundTripMicros") >= 1_000_000);
    }

    @Test
    void readsItsOwnStateAndNoOther() throws Exception {
        Echo echo = new Echo(1, NEVER, "test");
        assertTrue(echo.reads(1));
        assertFalse(echo.reads(0));
        assertFalse(echo.reads(2));
        SessionState state = state(3, 2, 900, -5);
        MessagePipe pipe = pipes.left();
        pipes.handOverLeft(0);
        HandOverException left = assertThrows(HandOverException.class, () -> echo.resume(PEER, pipe, state));
        assertEquals(Optional.of(state), left.state());
    }

    @Test
    void endsTheLinkOverAStateItCannotRead() throws Exception {
        Echo echo = new Echo(1, NEVER, "test");
        Random random = new Random(7);
        pipes.close();
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            Exception end = assertThrows(
                    Exception.class,
                    () -> echo.resume(PEER, pipes.left(), new SessionState(Echo.STATE_VERSION, bytes)));
            if (bytes.length == 32) {
                assertInstanceOf(EOFException.class, end);
            } else {
                assertEquals(
                        DisconnectReason.REQUESTED,
                        assertInstanceOf(DisconnectException.class, end).reason());
            }
        }
    }

    private static SessionState state(long sent, long received, long roundTripMicros, long askedAtNanos) {
        ByteBuffer numbers = ByteBuffer.allocate(32);
        numbers.putLong(sent).putLong(received).putLong(roundTripMicros).putLong(askedAtNanos);
        return new SessionState(1, numbers.array());
    }

    private interface Session {
        void run() throws Exception;
    }

    private CompletableFuture<Void> start(Echo echo) {
        return start(() -> echo.run(PEER, pipes.left()));
    }

    private static CompletableFuture<Void> start(Session session) {
        return CompletableFuture.runAsync(() -> {
            try {
                session.run();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    private static Throwable endOf(CompletableFuture<Void> run) {
        return assertThrows(ExecutionException.class, () -> run.get(10, TimeUnit.SECONDS))
                .getCause();
    }
}
