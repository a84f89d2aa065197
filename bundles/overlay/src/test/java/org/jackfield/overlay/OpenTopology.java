package org.jackfield.overlay;

import java.util.List;

/** The real table with no core around it, for the tests of other rooms. */
public final class OpenTopology {

    private OpenTopology() {}

    public static Topology at(Overlay owner) {
        SeatedTopology topology = new SeatedTopology(List.of(), System::nanoTime);
        topology.open(owner);
        return topology;
    }

    /** As before there is a core. */
    public static Topology unopened() {
        return new SeatedTopology(List.of(), System::nanoTime);
    }
}
