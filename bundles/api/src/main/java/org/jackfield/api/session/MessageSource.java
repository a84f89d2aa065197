package org.jackfield.api.session;

import java.util.Optional;

/** Something that has messages for the peer now and then. Asked by the {@link SessionWriter} alone. */
@FunctionalInterface
public interface MessageSource {

    /** What is to be written next; the same again until it has been. Does not block. */
    Optional<Outgoing> next();
}
