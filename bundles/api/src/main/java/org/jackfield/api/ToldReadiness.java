package org.jackfield.api;

import java.util.Optional;
import java.util.function.Supplier;

record ToldReadiness(String name, Supplier<String> description, Optional<String> problem) implements Readiness {

    @Override
    public String text() {
        return description.get();
    }
}
