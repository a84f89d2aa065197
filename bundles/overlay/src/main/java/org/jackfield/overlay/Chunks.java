package org.jackfield.overlay;

import java.util.Optional;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;

/** The chunks that are here, as far as there is a store. */
interface Chunks {

    /** One that somebody wants. */
    Optional<Chunk> get(Address address);

    /** @param ours whether it belongs here, so that it is offered to others as well */
    void keep(Chunk chunk, boolean ours);
}
