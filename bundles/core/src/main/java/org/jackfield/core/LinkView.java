package org.jackfield.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.Capability;

/**
 * A standing link as it looks to whoever would bring its protocol over to another version.
 *
 * @param link another object for another link to the same node
 * @param carried what it carries of the protocol
 * @param anew what it would carry if it were made now, by what its peer's Hello offered
 * @param returns whether the two nodes would have anything in common then
 */
record LinkView(Object link, Optional<CarriedVersion> carried, Optional<CarriedVersion> anew, boolean returns) {

    /**
     * @param carried the version of {@code protocol} that the link carries
     * @param offer what we offer now, with the message count of each
     * @param theirs what the peer's Hello offered
     */
    static LinkView of(
            String protocol,
            Object link,
            Optional<CarriedVersion> carried,
            Map<Capability, Integer> offer,
            List<Capability> theirs) {
        List<CodeRange> shared = Negotiation.negotiate(offer, theirs);
        return new LinkView(link, carried, CarriedVersion.of(protocol, shared), !shared.isEmpty());
    }

    /** Whether making it anew would bring another version, and not merely lose the peer. */
    boolean changes() {
        return returns && !carried.equals(anew);
    }
}
