package org.jackfield.envelopes;

import java.util.Optional;
import org.jackfield.crypto.Hash;

/** An answer of the mail server that is being given. Its fields but {@link #ahead} are under the lock. */
final class Answering {

    final Hash name;
    final MailServer.Answer answer;

    /** Whether the peer's writer is reading it now, which nobody is to close it in. */
    boolean reading;

    /** Read, and too large for the former batch; the writer's. */
    Optional<Envelope> ahead = Optional.empty();

    Answering(Hash name, MailServer.Answer answer) {
        this.name = name;
        this.answer = answer;
    }
}
