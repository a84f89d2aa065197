package org.jackfield.itest.shared;

import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;

/**
 * The chunks of a node, as a test sees them. A bundle inside of the node offers it as a service; this package is what a test and
 * that bundle share. For any thread.
 */
public interface ChunkProbe {

    /** Length of an address. */
    int ADDRESS_BYTES = 32;

    /** Stores content as an upload of this node; returns the reference, in hexadecimal digits. */
    String upload(InputStream content) throws IOException;

    /**
     * Content, out of the store and out of the network what is not there. What comes out of the network is given to the reader
     * alone.
     *
     * @param reference as {@link #upload} gives it
     */
    InputStream open(String reference) throws IOException;

    /** How many chunks {@link #open} has had from the network. */
    long fetched();

    /** How many of them came so late that more than one peer must have been asked. */
    long slow();

    /** How often a chunk that it wanted did not come, and was asked for once more. */
    long repeated();

    /**
     * Whether the node keeps chunks of others. One that does not serves what it has, and forwards: so a chunk that has been looked
     * up is no nearer to anybody than before.
     */
    void keep(boolean now);

    /** All addresses of chunks that are offered to peers, one after the other. */
    byte[] addresses();

    /**
     * Which of some chunks are in the store.
     *
     * @param addresses one after the other
     * @param wanted the numbers of those that are looked for
     */
    BitSet held(byte[] addresses, BitSet wanted);

    /** How many chunks are in the store. */
    long chunks();

    /** Their bytes. */
    long bytes();
}
