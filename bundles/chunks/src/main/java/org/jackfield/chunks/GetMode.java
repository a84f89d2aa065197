package org.jackfield.chunks;

/** Why a chunk is taken out of the store (chunk.ModeGet of the original). */
public enum GetMode {
    /** Somebody wants it: it is collected the later for it. */
    REQUEST,
    /** To sync it, or to look something up: that says nothing about its being wanted. */
    SYNC
}
