package org.jackfield.mail;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.HistoryRequest;
import org.jackfield.messages.Criteria;
import org.jackfield.messages.MessageException;
import org.jackfield.messages.Messenger;
import org.jackfield.messages.ReceivedMessage;

/** Finds out what a request asks for. */
final class RequestReader {

    private final Messenger messenger;
    private final String keyId;
    private final Predicate<Envelope> worked;
    private final boolean answerOpen;

    /**
     * @param keyId of the key that the shared password gives
     * @param worked whether a sealed request carries enough work
     * @param answerOpen whether requests in the open are answered
     */
    RequestReader(Messenger messenger, String keyId, Predicate<Envelope> worked, boolean answerOpen) {
        this.messenger = messenger;
        this.keyId = keyId;
        this.worked = worked;
        this.answerOpen = answerOpen;
    }

    /**
     * @return empty if it is not for us: of another password, not signed, or of too little work
     * @throws RequestException if it is, but malformed
     */
    Optional<Selection> read(HistoryRequest request) throws RequestException {
        if (request instanceof HistoryRequest.Open open) {
            return answerOpen ? Optional.of(selection(open)) : Optional.empty();
        }
        Optional<byte[]> payload = opened((HistoryRequest.Sealed) request);
        return payload.isPresent() ? Optional.of(decode(payload.get())) : Optional.empty();
    }

    private Optional<byte[]> opened(HistoryRequest.Sealed request) throws RequestException {
        if (!worked.test(request.envelope())) {
            return Optional.empty();
        }
        try {
            // By whom does not matter: whoever knows the password may ask.
            return messenger
                    .open(request.envelope(), Criteria.withSymmetric(keyId))
                    .filter(message -> message.signer().isPresent())
                    .map(ReceivedMessage::payload);
        } catch (MessageException e) {
            throw new RequestException("requests cannot be opened", e);
        }
    }

    private static Selection decode(byte[] payload) throws RequestException {
        return StatusPayload.is(payload) ? StatusPayload.decode(payload) : GethPayload.decode(payload);
    }

    private static Selection selection(HistoryRequest.Open open) throws RequestException {
        boolean times =
                open.from() >= 0 && open.from() <= Selection.LATEST && open.to() >= 0 && open.to() <= Selection.LATEST;
        if (!times || open.limit() < 0) {
            throw new RequestException("times and limit have 32 bits");
        }
        if (open.cursor().length != 0 && open.cursor().length != ArchiveKey.BYTES) {
            throw new RequestException("a cursor has " + ArchiveKey.BYTES + " bytes, got " + open.cursor().length);
        }
        return new Selection(
                open.from(),
                open.to(),
                open.interest(),
                Set.copyOf(open.topics()),
                open.limit(),
                open.cursor(),
                Selection.Order.NEWEST_FIRST);
    }
}
