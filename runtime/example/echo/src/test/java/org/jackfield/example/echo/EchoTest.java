package org.jackfield.example.echo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.testing.PipePair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EchoTest {

    private static final NodeId REMOTE = NodeId.of(new byte[NodeId.BYTES]);
    private static final Duration NEVER = Duration.ofDays(1);

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

    private CompletableFuture<Void> start(Echo echo) {
        Peer peer = (Peer) Proxy.newProxyInstance(
                Peer.class.getClassLoader(), new Class<?>[] {Peer.class}, (self, method, arguments) -> REMOTE);
        return CompletableFuture.runAsync(() -> {
            try {
                echo.run(peer, pipes.left());
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
