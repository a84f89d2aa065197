package org.jackfield.pss;

/**
 * Which messages a listener wants.
 *
 * @param topic of all of them
 * @param raw also those that nobody here has decrypted: they are given as they came
 * @param neighbourhood also those for addresses that only lie in our neighbourhood; without it, those alone whose destination our
 *     address begins with
 */
public record Interest(Topic topic, boolean raw, boolean neighbourhood) {

    /** Encrypted messages to us. */
    public static Interest in(Topic topic) {
        return new Interest(topic, false, false);
    }

    public Interest withRaw() {
        return new Interest(topic, true, neighbourhood);
    }

    public Interest withNeighbourhood() {
        return new Interest(topic, raw, true);
    }
}
