package org.jackfield.overlay;

import java.util.List;
import org.jackfield.chunks.Address;

/**
 * Chunks out of a bin, in their order.
 *
 * @param lastId up to here there is nothing else in the range that was asked for
 */
public record ChunkOffer(List<Address> addresses, long lastId) {

    public ChunkOffer {
        addresses = List.copyOf(addresses);
    }
}
