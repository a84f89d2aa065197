package org.jackfield.chunks;

/** Why a chunk is put into the store (chunk.ModePut of the original). */
public enum PutMode {
    /** Made here: is to be synced to where it belongs, and stays until it has been. */
    UPLOAD,
    /** Belongs here, says a peer: goes on to peers of its bin, and may be collected once it is the one not wanted for longest. */
    SYNC,
    /** Was asked for: kept as long as there is room, and not offered to anybody. */
    REQUEST
}
