package org.jackfield.chain;

import java.io.IOException;

/** Takes blocks into a file, in the order of their numbers. Used by one thread. */
interface BlockSink extends AutoCloseable {

    /** @throws IOException also if the file's format cannot hold this block; the message says why */
    void add(StoredBlock block) throws IOException;

    /** Writes what stands behind the blocks, and holds nothing back. */
    void finish() throws IOException;

    /** Written so far; of a deflated file before it was deflated. */
    long bytes();

    @Override
    void close() throws IOException;
}
