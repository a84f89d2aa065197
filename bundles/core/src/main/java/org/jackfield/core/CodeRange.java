package org.jackfield.core;

import org.jackfield.api.Capability;

/**
 * The message ids that a shared capability has on one link.
 *
 * @param first absolute id of the protocol's code 0
 * @param count how many ids follow from there, at least 1
 */
record CodeRange(Capability capability, int first, int count) {

    boolean contains(int code) {
        return code >= first && code - first < count;
    }

    /** The first id after the range. */
    int end() {
        return first + count;
    }
}
