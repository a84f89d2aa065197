package org.jackfield.chunks;

/** How a chunk left here (chunk.ModeSetSync of the original). */
public enum SyncMode {
    /** Pushed: the neighbourhood that it belongs to has given a receipt. */
    PUSH,
    /** Pulled by a peer of its bin. */
    PULL
}
