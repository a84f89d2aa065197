package org.jackfield.rpc;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Joins the answers of a batch to a JSON array. */
final class BatchAnswer {

    private final ByteArrayOutputStream joined = new ByteArrayOutputStream();

    void add(byte[] answer) {
        joined.write(joined.size() == 0 ? '[' : ',');
        joined.writeBytes(answer);
    }

    /** Bytes so far. */
    int size() {
        return joined.size();
    }

    /** Empty if nothing was added: a batch of notifications is not answered, not even by an empty array. */
    Optional<byte[]> text() {
        if (joined.size() == 0) {
            return Optional.empty();
        }
        joined.write(']');
        return Optional.of(joined.toByteArray());
    }
}
