package org.jackfield.chunks;

/** How far chunks of an upload have come. */
public enum TagState {
    /** Made of content. */
    SPLIT,
    /** Put into the store here. */
    STORED,
    /** Were here already. */
    SEEN,
    /** Sent towards where they belong. */
    SENT,
    /** A receipt says that they are there. */
    SYNCED
}
