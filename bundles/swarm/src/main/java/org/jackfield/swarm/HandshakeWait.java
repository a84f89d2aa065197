package org.jackfield.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.overlay.SwarmAddress;

/**
 * A session of another protocol before bzz has shaken hands on its link. It must not write yet, and looks at its pipe now and then:
 * only there it learns that the link has ended, or that the session is handed over. What the peer has said by then is
 * kept. For the session's thread.
 */
final class HandshakeWait {

    /** What an honest peer can send between its handshake and our reading of it is far less. */
    static final int MAX_EARLY_BYTES = 256 << 10;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final MessagePipe pipe;
    private final List<Message> early;
    private final long deadlineNanos;

    /**
     * @param state what the last release has left, or one without messages
     */
    HandshakeWait(MessagePipe pipe, ConversationState.Waiting state) {
        this.pipe = pipe;
        this.early = new ArrayList<>(state.early());
        this.deadlineNanos = System.nanoTime() + state.rest().toNanos();
    }

    /** What the peer has said meanwhile, in its order. */
    List<Message> early() {
        return early;
    }

    /**
     * As below. A link that has failed leaves nothing behind.
     */
    SwarmAddress await(Handshakes handshakes, Peer peer) throws Exception {
        try {
            return await(handshakes.with(peer));
        } catch (HandOverException handedOver) {
            throw handedOver;
        } catch (Exception e) {
            handshakes.forget(peer);
            throw e;
        }
    }

    /**
     * Where bzz fails this fails alike, so that the link ends with the same reason whoever is quicker.
     *
     * @throws DisconnectException if the time is over, or the peer has said too much meanwhile
     * @throws HandOverException with the state left
     */
    SwarmAddress await(CompletableFuture<SwarmAddress> handshake) throws Exception {
        while (true) {
            long left = deadlineNanos - System.nanoTime();
            try {
                return handshake.get(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (left <= LOOK_NANOS) {
                    throw DisconnectException.subprotocol("no bzz handshake in time");
                }
                look();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    private void look() throws Exception {
        try {
            pipe.read(Duration.ZERO).ifPresent(early::add);
        } catch (HandOverException signal) {
            long left = Math.max(0, deadlineNanos - System.nanoTime());
            throw signal.with(new ConversationState.Waiting(Duration.ofNanos(left), early).encoded());
        }
        if (early.stream().mapToInt(Message::size).sum() > MAX_EARLY_BYTES) {
            throw DisconnectException.subprotocol("more than " + MAX_EARLY_BYTES + " bytes before the bzz handshake");
        }
    }
}
