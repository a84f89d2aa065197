package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.testing.PipePair;
import org.jackfield.overlay.SwarmAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandshakeWaitTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Message FIRST = new Message(HiveSession.SUB_PEERS, new byte[] {1});
    private static final Message SECOND = new Message(HiveSession.PEERS, new byte[] {2});

    private final PipePair pipes = new PipePair(2);
    private final CompletableFuture<SwarmAddress> handshake = new CompletableFuture<>();

    @AfterEach
    void hangUp() {
        pipes.close();
    }

    @Test
    void leavesWhatThePeerSaidWithTheRestOfTheTime() throws Exception {
        pipes.right().write(SECOND);
        MessagePipe pipe = pipes.left();
        pipes.handOverLeft(1);
        HandshakeWait wait = new HandshakeWait(pipe, new ConversationState.Waiting(LONG, List.of(FIRST)));
        HandOverException left = assertThrows(HandOverException.class, () -> wait.await(handshake));
        ConversationState.Waiting state = assertInstanceOf(
                ConversationState.Waiting.class,
                ConversationState.decode(left.state().orElseThrow()));
        assertEquals(
                List.of(FIRST.toString(), SECOND.toString()),
                state.early().stream().map(Message::toString).toList());
        assertTrue(state.rest().compareTo(LONG) < 0);
    }

    @Test
    void givesWhatWasSaidToTheSession() throws Exception {
        HandshakeWait wait = new HandshakeWait(pipes.left(), new ConversationState.Waiting(LONG, List.of(FIRST)));
        handshake.complete(Fixtures.GOLDEN_ADDRESS);
        assertSame(Fixtures.GOLDEN_ADDRESS, wait.await(handshake));
        assertEquals(List.of(FIRST), wait.early());
    }

    @Test
    void endsWithTheLinkOrTheTime() {
        HandshakeWait late = new HandshakeWait(pipes.left(), new ConversationState.Waiting(Duration.ZERO, List.of()));
        assertThrows(DisconnectException.class, () -> late.await(handshake));
        pipes.close();
        HandshakeWait cut = new HandshakeWait(pipes.left(), new ConversationState.Waiting(LONG, List.of()));
        assertThrows(EOFException.class, () -> cut.await(handshake));
    }

    @Test
    void keepsNoMoreThanItsBound() throws Exception {
        pipes.right().write(new Message(HiveSession.PEERS, new byte[HandshakeWait.MAX_EARLY_BYTES]));
        pipes.right().write(FIRST);
        HandshakeWait wait = new HandshakeWait(pipes.left(), new ConversationState.Waiting(LONG, List.of()));
        DisconnectException end = assertThrows(DisconnectException.class, () -> wait.await(handshake));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
        assertEquals(2, wait.early().size());
    }
}
