package org.jackfield.chunks;

import java.util.Optional;
import java.util.function.Supplier;
import org.jackfield.api.Readiness;

/** What the launcher is told of the chunk store. */
record ChunksReadiness(Supplier<String> description, Optional<String> problem) implements Readiness {

    @Override
    public String name() {
        return "chunks";
    }

    @Override
    public String text() {
        return description.get();
    }
}
