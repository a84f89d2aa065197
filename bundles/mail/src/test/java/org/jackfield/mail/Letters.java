package org.jackfield.mail;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.MailServer;
import org.jackfield.envelopes.Topic;

/** Envelopes and ways to ask for them. */
final class Letters {

    static final long TTL = 50;

    private Letters() {}

    /** One that was sent at {@code sent}; {@code number} tells it from others. */
    static Envelope letter(long sent, int topic, int number) {
        return letter(sent, topic, number, 40);
    }

    static Envelope letter(long sent, int topic, int number, int dataBytes) {
        byte[] data = ByteBuffer.allocate(dataBytes).putInt(number).array();
        return Envelope.of(sent + TTL, TTL, new Topic(topic), data, number);
    }

    static Selection all(Selection.Order order) {
        return new Selection(0, Selection.LATEST, Bloom.FULL, Set.of(), Long.MAX_VALUE, new byte[0], order);
    }

    static List<Envelope> drain(MailServer.Answer answer) {
        List<Envelope> drained = new ArrayList<>();
        for (Optional<Envelope> next = answer.next(); next.isPresent(); next = answer.next()) {
            drained.add(next.get());
        }
        return drained;
    }
}
