package org.jackfield.whisper;

import java.util.Optional;
import java.util.function.Supplier;
import org.jackfield.api.session.MessageSource;
import org.jackfield.api.session.Outgoing;
import org.jackfield.envelopes.EnvelopeMessage;
import org.jackfield.envelopes.EnvelopeSeat;

/**
 * What the peer is told: what is new of us, then whatever its seat has for it. Asked by the session's writer; {@link #told()} on
 * any thread.
 */
final class Outbound implements MessageSource {

    private final Dialect dialect;
    private final EnvelopeSeat seat;
    private final Supplier<OwnTraits> own;
    private volatile OwnTraits told;

    /**
     * @param own as of now
     */
    Outbound(Dialect dialect, EnvelopeSeat seat, Supplier<OwnTraits> own, OwnTraits told) {
        this.dialect = dialect;
        this.seat = seat;
        this.own = own;
        this.told = told;
    }

    /** What the peer knows of us. */
    OwnTraits told() {
        return told;
    }

    @Override
    public Optional<Outgoing> next() {
        Optional<Dialect.News> news = dialect.news(told, own.get());
        if (news.isPresent()) {
            OwnTraits then = news.get().told();
            return Optional.of(new Outgoing(news.get().message(), () -> told = then));
        }
        return fromSeat();
    }

    /** Settings are no more than the call to look at {@code own}; it is ahead of them after a time without a session. */
    private Optional<Outgoing> fromSeat() {
        Optional<EnvelopeMessage> next = seat.next();
        while (next.isPresent()) {
            EnvelopeMessage message = next.get();
            Optional<Outgoing> packet = dialect.packet(message).map(one -> new Outgoing(one, () -> seat.sent(message)));
            if (packet.isPresent()) {
                return packet;
            }
            seat.sent(message);
            next = seat.next();
        }
        return Optional.empty();
    }
}
