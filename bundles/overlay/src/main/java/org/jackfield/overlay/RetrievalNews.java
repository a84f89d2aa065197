package org.jackfield.overlay;

import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;

/** What a peer is to be sent over bzz-retrieve. */
public sealed interface RetrievalNews {

    /** We want a chunk; {@code id} is ours. */
    record Request(long id, Address address) implements RetrievalNews {}

    /** The peer wanted it; {@code id} is its own. */
    record Delivery(long id, Chunk chunk) implements RetrievalNews {}
}
