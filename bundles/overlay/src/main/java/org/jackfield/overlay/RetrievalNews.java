package org.jackfield.overlay;

import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;

/** What a peer is to be sent as chunks are exchanged. */
public sealed interface RetrievalNews {

    /**
     * We want a chunk; {@code id} is ours.
     *
     * @param hops to the peer from whoever wants it, as far as we know; 1 if it is wanted here
     */
    record Request(long id, Address address, int hops) implements RetrievalNews {}

    /** The peer wanted it; {@code id} is its own. */
    record Delivery(long id, Chunk chunk) implements RetrievalNews {}
}
