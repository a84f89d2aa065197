package org.jackfield.gateway;

import java.io.IOException;

/** A body is longer than is taken. */
final class OversizedException extends IOException {

    private static final long serialVersionUID = 1;

    OversizedException(long maxBytes) {
        super("request body too large (>" + maxBytes + ")");
    }
}
