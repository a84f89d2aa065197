package org.jackfield.bench.link;

import java.util.List;
import org.jackfield.bench.Payloads;

/**
 * What a flood is made of.
 *
 * @param kind {@code random} cannot be compressed, {@code text} can
 */
record Load(int bytes, String kind) {

    static final List<Load> ALL = List.of(
            new Load(32, "random"),
            new Load(1 << 10, "random"),
            new Load(1 << 10, "text"),
            new Load(32 << 10, "random"),
            new Load(32 << 10, "text"),
            new Load(1 << 20, "random"),
            new Load(1 << 20, "text"));

    byte[] payload() {
        return kind.equals("text") ? Payloads.text(bytes) : Payloads.random(bytes);
    }

    @Override
    public String toString() {
        return (bytes < 1 << 10 ? bytes + " B" : bytes < 1 << 20 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB")
                + ", " + kind;
    }
}
