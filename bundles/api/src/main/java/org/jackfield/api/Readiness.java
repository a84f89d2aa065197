package org.jackfield.api;

import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Registered as a service by every part of the node that opens something at start (a port, a key file, a store), once
 * it has done so or failed. The launcher waits for the parts it started, and reports or gives up.
 */
@ConsumerType
public interface Readiness {

    /** The part: {@code p2p}, {@code rpc}, {@code chain}, {@code key}. */
    String name();

    /** One line for a person, such as the address listened on. */
    String text();

    /** One line that says what could not be opened and why; empty if all is well. */
    default Optional<String> problem() {
        return Optional.empty();
    }

    /**
     * Of a part that is open.
     *
     * @param text asked for anew each time
     */
    static Readiness of(String name, Supplier<String> text) {
        return new ToldReadiness(name, text, Optional.empty());
    }

    /** Of a part that could not be opened. */
    static Readiness failed(String name, String text, String problem) {
        return new ToldReadiness(name, () -> text, Optional.of(problem));
    }
}
