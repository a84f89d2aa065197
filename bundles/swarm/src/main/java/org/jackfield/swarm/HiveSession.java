package org.jackfield.swarm;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.overlay.HiveNews;
import org.jackfield.overlay.HiveSeat;
import org.jackfield.overlay.SwarmAddress;

/**
 * hive with one peer: both sides say how deep their tables are filled, and tell each other of nodes that the other
 * may want there (ethersphere swarm v0.5.8, network/hive.go). What is told to whom is the seat's to say.
 *
 * <p>Only the session's own thread writes to its pipe: it asks its seat whenever a message came or a tick has passed. So a
 * peer that does not read holds up nobody else.
 */
final class HiveSession {

    static final int PEERS = 0;
    static final int SUB_PEERS = 1;

    /** Largest message of the original, in bytes. */
    static final int MAX_MESSAGE_BYTES = 10 << 20;

    private final SwarmAddress remote;
    private final HiveSeat seat;
    private final HiveForm form;

    HiveSession(SwarmAddress remote, HiveSeat seat, HiveForm form) {
        this.remote = remote;
        this.seat = seat;
        this.form = form;
    }

    /**
     * Runs until the link ends or the peer breaks a rule.
     *
     * @param speaksFirst whether the peer is known to have our bzz handshake. The side that was dialed is not: its
     *     answer may still wait in the link's queue, and anything that overtakes it would stall the original. It holds
     *     its tongue until the peer has spoken or a tick has passed
     * @param early what the peer has said already
     */
    void run(MessagePipe pipe, List<Message> early, boolean speaksFirst, Duration tick)
            throws IOException, InterruptedException {
        seated(() -> {
            if (speaksFirst) {
                tell(pipe);
            }
            for (Message message : early) {
                handle(message);
                tell(pipe);
            }
            listen(pipe, tick);
        });
    }

    /** Goes on where a session of the last release has left; in all else like {@link #run}. */
    void resume(MessagePipe pipe, Duration tick) throws IOException, InterruptedException {
        seated(() -> listen(pipe, tick));
    }

    private interface Conversation {
        void run() throws IOException, InterruptedException;
    }

    /** The seat stays when the session is handed over, for the next release to find. */
    private void seated(Conversation conversation) throws IOException, InterruptedException {
        try {
            conversation.run();
        } catch (HandOverException signal) {
            throw signal.with(new HiveState.Met(remote).encoded());
        } catch (IOException | InterruptedException | RuntimeException e) {
            seat.leave();
            throw e;
        }
    }

    private void listen(MessagePipe pipe, Duration tick) throws IOException, InterruptedException {
        while (true) {
            Optional<Message> message = pipe.read(tick);
            if (message.isPresent()) {
                handle(message.get());
            }
            tell(pipe);
        }
    }

    Map<String, Object> info() {
        Map<String, Object> info = remote.info();
        info.put("depth", seat.depth().orElse(0));
        return info;
    }

    private void handle(Message message) throws IOException {
        if (message.size() > MAX_MESSAGE_BYTES) {
            throw DisconnectException.subprotocol(
                    "a message of " + message.size() + " bytes, at most " + MAX_MESSAGE_BYTES + " expected");
        }
        if (message.code() == PEERS) {
            form.readPeers(message.payload(), seat::told);
        } else {
            form.subscribe(seat, SubPeersMessage.decode(message.payload()).depth());
        }
    }

    private void tell(MessagePipe pipe) throws IOException, InterruptedException {
        for (Optional<HiveNews> news = seat.next(); news.isPresent(); news = seat.next()) {
            pipe.write(message(news.get()));
            seat.sent(news.get());
        }
    }

    private Message message(HiveNews news) {
        return news instanceof HiveNews.Depth told
                ? new Message(SUB_PEERS, new SubPeersMessage(told.depth()).encode())
                : new Message(PEERS, form.writePeers(((HiveNews.Nodes) news).addresses()));
    }
}
