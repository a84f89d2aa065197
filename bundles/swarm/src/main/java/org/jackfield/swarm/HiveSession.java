package org.jackfield.swarm;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.session.MessageSource;
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
final class HiveSession implements Conversation {

    static final int PEERS = 0;
    static final int SUB_PEERS = 1;

    /** Largest message of the original, in bytes. */
    static final int MAX_MESSAGE_BYTES = 10 << 20;

    private final SwarmAddress remote;
    private final HiveSeat seat;
    private final HiveForm form;
    private final MessagePipe pipe;
    private final Duration tick;
    private final Consumer<HiveSession> over;

    /** @param over told when it has been left */
    HiveSession(
            SwarmAddress remote,
            HiveSeat seat,
            HiveForm form,
            MessagePipe pipe,
            Duration tick,
            Consumer<HiveSession> over) {
        this.remote = remote;
        this.seat = seat;
        this.form = form;
        this.pipe = pipe;
        this.tick = tick;
        this.over = over;
    }

    @Override
    public void begin() throws IOException, InterruptedException {
        tell();
    }

    @Override
    public void take(Message message) throws IOException, InterruptedException {
        handle(message);
        tell();
    }

    @Override
    public List<MessageSource> sources() {
        return List.of();
    }

    @Override
    public Duration patience() {
        return tick;
    }

    @Override
    public void idle() throws IOException, InterruptedException {
        tell();
    }

    /** The seat stays, for the next release to find. */
    @Override
    public byte[] left() {
        over.accept(this);
        return new byte[0];
    }

    @Override
    public void leave() {
        over.accept(this);
        seat.leave();
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

    private void tell() throws IOException, InterruptedException {
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
