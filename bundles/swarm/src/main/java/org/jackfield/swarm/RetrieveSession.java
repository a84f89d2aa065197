package org.jackfield.swarm;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.session.Outgoing;
import org.jackfield.api.session.SessionWriter;
import org.jackfield.overlay.RetrievalSeat;
import org.jackfield.overlay.SwarmAddress;

/** bzz-retrieve/2 with one peer that has shaken hands. What is asked and answered is the seat's to say. */
final class RetrieveSession {

    private final SwarmAddress remote;
    private final MessagePipe pipe;
    private final SessionWriter writer;

    /** On the session's thread. */
    RetrieveSession(SwarmAddress remote, MessagePipe pipe) {
        this.remote = remote;
        this.pipe = pipe;
        this.writer = new SessionWriter(pipe);
    }

    interface Seating {
        RetrievalSeat take(SwarmAddress remote, Runnable wake);
    }

    /**
     * Runs until the link ends or the peer breaks a rule.
     *
     * @param early what the peer has said already
     * @param silence how long to hold our tongue unless the peer speaks, as {@link HiveSession#run} has it
     */
    void run(Seating seating, List<Message> early, Duration silence) throws IOException, InterruptedException {
        RetrievalSeat seat = seating.take(remote, writer::wake);
        boolean handedOver = false;
        try {
            for (Message message : early) {
                RetrieveMessages.take(message, seat);
            }
            Optional<Message> first = early.isEmpty() ? pipe.read(silence) : Optional.empty();
            writer.start(
                    "bzz-retrieve",
                    List.of(() -> seat.next()
                            .map(news -> new Outgoing(RetrieveMessages.encode(news), () -> seat.sent(news)))));
            if (first.isPresent()) {
                RetrieveMessages.take(first.get(), seat);
            }
            listen(seat);
        } catch (HandOverException signal) {
            handedOver = writer.stop();
            throw handedOver ? signal.with(new HiveState.Met(remote).encoded()) : signal;
        } catch (InterruptedException e) {
            writer.checkFailure();
            throw e;
        } finally {
            if (!handedOver) {
                writer.abandon();
                seat.leave();
            }
        }
    }

    private void listen(RetrievalSeat seat) throws IOException, InterruptedException {
        while (true) {
            RetrieveMessages.take(pipe.read(), seat);
        }
    }
}
