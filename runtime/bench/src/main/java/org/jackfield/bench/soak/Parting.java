package org.jackfield.bench.soak;

/** How a node of the crowd ends a link. */
enum Parting {
    /** With a Disconnect. It comes back under the same key. */
    LEAVES,
    /** By closing the socket. */
    HANGS_UP,
    /** By closing the socket in the midst of a frame. */
    BREAKS_OFF,
    /** By stopping in the midst of a frame; it is the node's to find that out. */
    STALLS
}
