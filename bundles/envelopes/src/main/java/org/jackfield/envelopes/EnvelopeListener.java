package org.jackfield.envelopes;

import org.jackfield.api.NodeId;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told of envelopes as they come: register as a service. Called on one thread of the room's, one listener after another
 * in the order of arrival; up to 1,024 envelopes wait for it, then sessions do. What it throws is logged, once a listener.
 */
@ConsumerType
public interface EnvelopeListener {

    /** One is new in the pool. */
    void pooled(Envelope envelope);

    /**
     * A trusted peer has sent one for us alone. It has passed no check and is not pooled. While this node is light, what it
     * receives of the usual way comes here.
     */
    void direct(NodeId from, Envelope envelope);
}
