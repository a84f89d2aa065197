package org.jackfield.envelopes;

import java.util.Optional;

/** An answer of the mail server that is being given. Its fields but {@link #ahead} are under the lock. */
final class Answering {

    final HistoryRequest request;
    final MailServer.Answer answer;

    /** Whether the peer's writer is reading it now, which nobody is to close it in. */
    boolean reading;

    /** Read, and too large for the former batch; the writer's. */
    Optional<Envelope> ahead = Optional.empty();

    Answering(HistoryRequest request, MailServer.Answer answer) {
        this.request = request;
        this.answer = answer;
    }
}
