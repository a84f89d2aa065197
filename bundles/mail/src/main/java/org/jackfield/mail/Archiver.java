package org.jackfield.mail;

import java.io.IOException;
import org.jackfield.api.NodeId;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.EnvelopeListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts every envelope that is new in the pool into the archive: some microseconds each, as it goes to memory and a log. */
final class Archiver implements EnvelopeListener {

    private static final Logger LOG = LoggerFactory.getLogger(Archiver.class);

    private final Archive archive;
    /** Of the listener's thread. */
    private boolean failing;

    Archiver(Archive archive) {
        this.archive = archive;
    }

    @Override
    public void pooled(Envelope envelope) {
        try {
            archive.put(envelope);
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.warn("Envelopes are not archived: {}", e.getMessage());
            }
            failing = true;
        }
    }

    @Override
    public void direct(NodeId from, Envelope envelope) {
        // For us alone.
    }
}
