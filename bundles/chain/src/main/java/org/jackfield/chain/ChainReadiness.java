package org.jackfield.chain;

import java.util.Optional;
import java.util.function.Supplier;
import org.jackfield.api.Readiness;

/** What the launcher is told of the chain. */
record ChainReadiness(Supplier<String> description, Optional<String> problem) implements Readiness {

    @Override
    public String name() {
        return "chain";
    }

    @Override
    public String text() {
        return description.get();
    }
}
