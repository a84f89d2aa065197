package org.jackfield.messages;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jackfield.api.NodeId;
import org.jackfield.envelopes.Envelope;

/** This room as it is, over {@link FakeEnvelopes}, for the tests of those who use it. What it does is done at once. */
public record LocalMessages(KeyRing ring, Messenger messenger, FakeEnvelopes envelopes) {

    public static LocalMessages open(Path folder) throws IOException {
        FakeEnvelopes envelopes = new FakeEnvelopes();
        KeyRing ring = StoredKeyRing.open(folder, Optional.empty());
        EnvelopeMessenger messenger =
                new EnvelopeMessenger(ring, envelopes, envelopes, envelopes, Runnable::run, () -> 0);
        envelopes.listener = Optional.of(messenger);
        return new LocalMessages(ring, messenger, envelopes);
    }

    /** As if a trusted peer had sent it. */
    public void direct(NodeId from, Envelope envelope) {
        envelopes.listener.orElseThrow().direct(from, envelope);
    }
}
