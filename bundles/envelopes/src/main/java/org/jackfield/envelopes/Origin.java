package org.jackfield.envelopes;

import java.util.Optional;

/**
 * Where an envelope comes from.
 *
 * @param party none: from here
 * @param light whether it came over a link on which we are light: it is read, and not relayed
 */
record Origin(Optional<Party> party, boolean light) {

    static final Origin HERE = new Origin(Optional.empty(), false);
}
