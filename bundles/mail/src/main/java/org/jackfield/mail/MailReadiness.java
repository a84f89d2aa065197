package org.jackfield.mail;

import java.util.Optional;
import java.util.function.Supplier;
import org.jackfield.api.Readiness;

/** What the launcher is told of the mail server. */
record MailReadiness(Supplier<String> description, Optional<String> problem) implements Readiness {

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public String text() {
        return description.get();
    }
}
