package org.jackfield.overlay;

import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One peer's place in the exchange of chunks. What comes from the peer is given to it by one thread at a time, what goes to the
 * peer is taken from it by one thread at a time; these may be two.
 */
@ProviderType
public interface RetrievalSeat {

    /** What is to be sent next; stays so until it is {@link #sent}. Empty: wait for the call to {@code wake}. */
    Optional<RetrievalNews> next();

    /** That {@link #next} has been handed to the link, and is not to be sent again. */
    void sent(RetrievalNews news);

    /**
     * The peer wants a chunk. If there is none it is told nothing. May block for the disk.
     *
     * @param id the peer's, 64 bits unsigned
     */
    void requested(long id, Address address);

    /**
     * The same of a peer that says over how many nodes the request has come, itself included. After 20 it goes no further: releases
     * up to 0.4.3 know no other way to end one that goes round.
     *
     * @param hops 0 if the peer does not say
     */
    void requested(long id, Address address, int hops);

    /**
     * The peer sends a chunk. May block for the disk.
     *
     * @throws DisconnectException if we did not ask for it, or it is not what we asked for
     */
    void delivered(long id, Address address, byte[] data) throws DisconnectException;

    /**
     * The peer sends a chunk, and does not say for which request. One that we did not ask for, or no longer wait for, is passed over.
     * May block for the disk.
     */
    void delivered(Chunk chunk);

    /** The session is over. Not called when it is handed over; a seat whose link has ended is vacated anyway. */
    void leave();
}
