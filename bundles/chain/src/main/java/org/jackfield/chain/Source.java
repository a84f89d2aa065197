package org.jackfield.chain;

import java.io.IOException;
import java.util.Optional;

/** A file that is read item by item, from start to end. */
interface Source<T> extends AutoCloseable {

    /**
     * The next item; empty at the end of the file.
     *
     * @throws InvalidBlockException if there is something else
     */
    Optional<T> next() throws IOException, InvalidBlockException;

    /** Where the item read last, or the one that could not be read, begins; counted in inflated bytes. */
    long offset();

    /** Where it ends. */
    long end();

    /** Bytes read of the file so far. */
    long position() throws IOException;

    /** In bytes. */
    long size();

    @Override
    void close() throws IOException;
}
