package org.jackfield.core;

import java.util.List;
import java.util.Optional;
import org.jackfield.api.Capability;

/**
 * The version of a protocol that a link carries, of a name one at most.
 *
 * @param messageCount by which both sides give out the ids of what comes after it
 */
record CarriedVersion(Capability capability, int messageCount) {

    /** Of what a link shares, the version of a protocol. */
    static Optional<CarriedVersion> of(String protocol, List<CodeRange> shared) {
        return shared.stream()
                .filter(range -> range.capability().name().equals(protocol))
                .map(range -> new CarriedVersion(range.capability(), range.count()))
                .findFirst();
    }
}
