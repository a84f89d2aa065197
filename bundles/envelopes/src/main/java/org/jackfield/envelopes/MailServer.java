package org.jackfield.envelopes;

import java.util.Optional;
import org.jackfield.api.NodeId;
import org.osgi.annotation.versioning.ConsumerType;

/** Keeps envelopes beyond their life, and gives them out again. A service; where there is none, requests are passed over. */
@ConsumerType
public interface MailServer {

    /**
     * Takes a request.
     *
     * @return the answer; empty if it is not one that this server answers, such as that of a peer that does not know the
     *     password: it is passed over. An answer may also consist of {@link HistoryEnd#error an error}. Blocks no longer than
     *     decryption takes
     */
    Optional<Answer> answer(NodeId peer, HistoryRequest request);

    /** Read by one thread at a time, that of the peer's writer; may wait for the disk. */
    interface Answer extends AutoCloseable {

        /** The next envelope; empty at the end. */
        Optional<Envelope> next();

        /** After the last one. */
        HistoryEnd end();

        /** Ends it wherever it is. Called once. */
        @Override
        void close();
    }
}
