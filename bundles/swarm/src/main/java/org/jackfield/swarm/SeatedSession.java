package org.jackfield.swarm;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.session.Outgoing;
import org.jackfield.api.session.SessionWriter;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.rlp.RlpException;

/** A session with one peer that has shaken hands. What is said and answered is the seat's to say, which outlives the release. */
final class SeatedSession {

    private final String name;
    private final SwarmAddress remote;
    private final MessagePipe pipe;
    private final SessionWriter writer;

    /** The peer's place in another room, seen from the wire. */
    interface Seat {

        /** What is to be written next. */
        Optional<Outgoing> next();

        /**
         * The peer has said something.
         *
         * @throws RlpException if it is of another form
         * @throws DisconnectException if the seat wants no more of the peer
         */
        void take(Message message) throws RlpException, DisconnectException;

        void leave();
    }

    interface Seating {

        /** @param wake to be called when the seat has something to write */
        Seat take(Runnable wake);
    }

    /** On the session's thread. */
    SeatedSession(String name, SwarmAddress remote, MessagePipe pipe) {
        this.name = name;
        this.remote = remote;
        this.pipe = pipe;
        this.writer = new SessionWriter(pipe);
    }

    /**
     * Runs until the link ends or the peer breaks a rule.
     *
     * @param early what the peer has said already
     * @param silence how long to hold our tongue unless the peer speaks, as {@link HiveSession#run} has it
     */
    void run(Seating seating, List<Message> early, Duration silence) throws IOException, InterruptedException {
        Seat seat = seating.take(writer::wake);
        boolean handedOver = false;
        try {
            for (Message message : early) {
                seat.take(message);
            }
            Optional<Message> first = early.isEmpty() ? pipe.read(silence) : Optional.empty();
            writer.start(name, List.of(seat::next));
            if (first.isPresent()) {
                seat.take(first.get());
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

    private void listen(Seat seat) throws IOException, InterruptedException {
        while (true) {
            seat.take(pipe.read());
        }
    }
}
