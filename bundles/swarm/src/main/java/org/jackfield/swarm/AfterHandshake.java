package org.jackfield.swarm;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.SessionState;
import org.jackfield.api.session.SessionWriter;
import org.jackfield.overlay.SwarmAddress;

/**
 * How the protocols that begin after bzz run: they wait until it has shaken hands, converse until the link ends, and are handed
 * over at any time.
 *
 * @param name of the protocol
 * @param handshakeLimit how long bzz may take
 * @param silence how long to hold our tongue on a link that the other side dialed, unless it speaks: our answer to its handshake
 *     may still wait in the link's queue, and anything that overtakes it would stall the original
 */
record AfterHandshake(String name, Swarm swarm, Duration handshakeLimit, Duration silence) {

    /** As the original's settings have it. */
    static AfterHandshake of(String name, Swarm swarm) {
        return new AfterHandshake(name, swarm, Swarm.HANDSHAKE_LIMIT, GossipProtocol.TICK);
    }

    @FunctionalInterface
    interface Opening {
        /**
         * Takes the peer's seat.
         *
         * @param wake to be called whenever a source may have something
         * @param left what the {@link Conversation#left last release} left; empty if this is the first
         * @throws IOException what the link is to end with
         */
        Conversation open(SwarmAddress remote, Runnable wake, Optional<byte[]> left) throws IOException;
    }

    void run(Peer peer, MessagePipe pipe, Opening opening) throws Exception {
        begin(peer, pipe, new ConversationState.Waiting(handshakeLimit, List.of()), opening);
    }

    void resume(Peer peer, MessagePipe pipe, SessionState left, Opening opening) throws Exception {
        ConversationState state = ConversationState.decode(left);
        if (state instanceof ConversationState.Met met) {
            SessionWriter writer = new SessionWriter(pipe);
            Conversation conversation = opening.open(met.remote(), writer::wake, Optional.of(met.own()));
            converse(met.remote(), pipe, writer, conversation, List.of(), Duration.ZERO);
        } else if (state instanceof ConversationState.Waiting waiting) {
            begin(peer, pipe, waiting, opening);
        }
    }

    private void begin(Peer peer, MessagePipe pipe, ConversationState.Waiting state, Opening opening) throws Exception {
        HandshakeWait wait = new HandshakeWait(pipe, state);
        SwarmAddress remote = wait.await(swarm.handshakes, peer);
        SessionWriter writer = new SessionWriter(pipe);
        Conversation conversation = opening.open(remote, writer::wake, Optional.empty());
        converse(remote, pipe, writer, conversation, wait.early(), peer.inbound() ? silence : Duration.ZERO);
    }

    private void converse(
            SwarmAddress remote,
            MessagePipe pipe,
            SessionWriter writer,
            Conversation conversation,
            List<Message> early,
            Duration tongueHeld)
            throws IOException, InterruptedException {
        boolean handedOver = false;
        try {
            for (Message message : early) {
                conversation.take(message);
            }
            Optional<Message> first =
                    early.isEmpty() && !tongueHeld.isZero() ? pipe.read(tongueHeld) : Optional.empty();
            writer.start(name, conversation.sources());
            if (first.isPresent()) {
                conversation.take(first.get());
            }
            conversation.begin();
            listen(pipe, conversation);
        } catch (HandOverException signal) {
            handedOver = writer.stop();
            throw handedOver ? signal.with(new ConversationState.Met(remote, conversation.left()).encoded()) : signal;
        } catch (InterruptedException e) {
            writer.checkFailure();
            throw e;
        } finally {
            if (!handedOver) {
                writer.abandon();
                conversation.leave();
            }
        }
    }

    private static void listen(MessagePipe pipe, Conversation conversation) throws IOException, InterruptedException {
        while (true) {
            Optional<Message> message = pipe.read(conversation.patience());
            if (message.isPresent()) {
                conversation.take(message.get());
            } else {
                conversation.idle();
            }
        }
    }
}
