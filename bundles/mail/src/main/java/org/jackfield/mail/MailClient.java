package org.jackfield.mail;

import java.util.concurrent.CompletableFuture;
import org.jackfield.api.NodeId;
import org.jackfield.envelopes.HistoryEnd;
import org.jackfield.messages.MessageException;
import org.osgi.annotation.versioning.ProviderType;

/** Asks mail servers for envelopes of the past. A service, for any thread. */
@ProviderType
public interface MailClient {

    /**
     * Asks a connected peer, by the protocol that it speaks with us, and trusts it from then on. What comes is passed to those
     * who listen for direct messages.
     *
     * @return how the answer ended, see {@link org.jackfield.envelopes.EnvelopeRelay#request}.
     *     Cancelling it ends the work on the request's seal
     * @throws MessageException if the request cannot be made, such as in the open for a peer that only speaks shh/6
     */
    CompletableFuture<HistoryEnd> ask(NodeId server, Query query) throws MessageException;
}
