package org.jackfield.whisper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.RejectedEnvelopeException;

/** The envelopes of one packet that the pool has not taken. */
final class Refused {

    /** Of one packet; the sender takes the others for accepted. */
    static final int MAX_TOLD = 1_000;

    private final boolean telling;
    private final List<Verdict.Refusal> told = new ArrayList<>();
    private Optional<String> first = Optional.empty();

    /**
     * @param telling whether the sender is to know which
     */
    Refused(boolean telling) {
        this.telling = telling;
    }

    void add(Envelope envelope, RejectedEnvelopeException cause) {
        if (first.isEmpty()) {
            first = Optional.of(cause.getMessage());
        }
        if (telling && told.size() < MAX_TOLD) {
            boolean time = cause.what() == RejectedEnvelopeException.Cause.TIME;
            int code = time ? Verdict.Refusal.TIME : Verdict.Refusal.OTHER;
            told.add(new Verdict.Refusal(envelope.hash(), code, cause.getMessage()));
        }
    }

    /** What is wrong with the first of them; empty if there is none. */
    Optional<String> first() {
        return first;
    }

    List<Verdict.Refusal> told() {
        return told;
    }
}
