package org.jackfield.ethapi;

import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** Which blocks the consensus client has called safe and finalized last. For any thread; forgotten when the node stops. */
@Component(service = Finality.class)
public final class Finality {

    private volatile Optional<byte[]> safe = Optional.empty();
    private volatile Optional<byte[]> finalized = Optional.empty();

    Optional<byte[]> safe() {
        return safe;
    }

    Optional<byte[]> finalized() {
        return finalized;
    }

    void safe(byte[] hash) {
        safe = Optional.of(hash);
    }

    void finalized(byte[] hash) {
        finalized = Optional.of(hash);
    }
}
