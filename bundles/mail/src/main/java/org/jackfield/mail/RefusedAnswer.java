package org.jackfield.mail;

import java.util.Optional;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.HistoryEnd;
import org.jackfield.envelopes.MailServer;

/** No envelope, and why. */
record RefusedAnswer(Hash request, String reason) implements MailServer.Answer {

    @Override
    public Optional<Envelope> next() {
        return Optional.empty();
    }

    @Override
    public HistoryEnd end() {
        return new HistoryEnd(request, Optional.empty(), new byte[0], Optional.of(reason));
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
