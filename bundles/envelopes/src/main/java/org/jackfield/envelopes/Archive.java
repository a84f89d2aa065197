package org.jackfield.envelopes;

import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers peers' requests for the past out of the mail server, if there is one: read as the peer takes it. */
final class Archive {

    /** How many requests of a peer are answered or wait for it. */
    static final int MAX_REQUESTS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

    private final Guard guard;
    private volatile Optional<MailServer> server = Optional.empty();

    Archive(Guard guard) {
        this.guard = guard;
    }

    void open(MailServer newServer) {
        server = Optional.of(newServer);
    }

    void close(MailServer formerServer) {
        if (server.isPresent() && server.get() == formerServer) {
            server = Optional.empty();
        }
    }

    boolean isOpen() {
        return server.isPresent();
    }

    void requested(Seat seat, HistoryRequest request) throws DisconnectException {
        if (guard.locked(() -> seat.answers.size()) == MAX_REQUESTS) {
            throw DisconnectException.subprotocol("a request for history while " + MAX_REQUESTS + " are answered");
        }
        ask(seat, request)
                .map(answer -> new Answering(request, answer))
                .ifPresent(answering -> guard.locked(() -> {
                    if (seat.left) {
                        guard.afterwards(() -> close(answering));
                    } else {
                        seat.answers.add(answering);
                        guard.afterwards(seat.wake);
                    }
                }));
    }

    /** A part of the first answer. On the peer's writer. */
    Optional<EnvelopeMessage> next(Seat seat) {
        Optional<EnvelopeMessage> message = Optional.empty();
        Optional<Answering> first = begin(seat);
        while (message.isEmpty() && first.isPresent()) {
            message = read(seat, first.get());
            boolean over = !(message.isPresent() && message.get() instanceof EnvelopeMessage.Direct);
            message = finish(seat, first.get(), message, over);
            first = message.isPresent() ? Optional.empty() : begin(seat);
        }
        return message;
    }

    /** Ends the answers of a seat that has left. Needs the lock. */
    void left(Seat seat) {
        List<Answering> idle =
                seat.answers.stream().filter(answering -> !answering.reading).toList();
        seat.answers.clear();
        guard.afterwards(() -> idle.forEach(Archive::close));
    }

    private Optional<MailServer.Answer> ask(Seat seat, HistoryRequest request) {
        try {
            return server.flatMap(one -> one.answer(seat.party().id(), request));
        } catch (RuntimeException e) {
            LOG.warn("The mail server fails at a request: {}", e.toString());
            return Optional.empty();
        }
    }

    private Optional<Answering> begin(Seat seat) {
        return guard.locked(() -> {
            Optional<Answering> first = seat.left ? Optional.empty() : Optional.ofNullable(seat.answers.peek());
            first.ifPresent(answering -> answering.reading = true);
            return first;
        });
    }

    private Optional<EnvelopeMessage> finish(
            Seat seat, Answering answering, Optional<EnvelopeMessage> message, boolean over) {
        return guard.locked(() -> {
            answering.reading = false;
            if (over) {
                seat.answers.remove(answering);
            }
            if (over || seat.left) {
                guard.afterwards(() -> close(answering));
            }
            return Outgoing.hold(seat, message);
        });
    }

    /** @return envelopes; the end, where the peer knows of such; nothing at the end otherwise */
    private static Optional<EnvelopeMessage> read(Seat seat, Answering answering) {
        try {
            Packet packet = new Packet();
            Optional<Envelope> next = answering.ahead.or(answering.answer::next);
            while (next.isPresent() && Outgoing.mayAdd(seat, packet) && packet.add(next.get())) {
                next = seat.wire() == Wire.SHH_6 ? Optional.empty() : answering.answer.next();
            }
            answering.ahead = next;
            return packet.isEmpty() ? end(seat, answering, answering.answer.end()) : direct(packet);
        } catch (RuntimeException e) {
            LOG.warn("The mail server fails at an answer: {}", e.toString());
            Optional<String> error = Optional.of("server error");
            return end(seat, answering, new HistoryEnd(answering.request.name(), Optional.empty(), new byte[0], error));
        }
    }

    private static Optional<EnvelopeMessage> direct(Packet packet) {
        return Optional.of(new EnvelopeMessage.Direct(packet.envelopes()));
    }

    /** geth's shh/6 has no end; Status's fork of it has, and is known by its open request. */
    private static Optional<EnvelopeMessage> end(Seat seat, Answering answering, HistoryEnd end) {
        boolean told = seat.wire() == Wire.WAKU_1 || answering.request instanceof HistoryRequest.Open;
        return told ? Optional.of(new EnvelopeMessage.Answered(end)) : Optional.empty();
    }

    private static void close(Answering answering) {
        try {
            answering.answer.close();
        } catch (Exception e) {
            LOG.warn("The mail server fails at the end of an answer: {}", e.toString());
        }
    }
}
