package org.jackfield.chain;

import java.io.IOException;
import org.jackfield.rlp.RlpException;

/** Takes the items of a file into the store, one after another. Used by one thread. */
interface Intake<T> {

    /**
     * Takes the next item. It need not be in the store before {@link #commit}.
     *
     * @return false if it was there already
     * @throws InvalidBlockException if it is refused; those before it stay accepted
     */
    boolean take(T item) throws InvalidBlockException, RlpException, IOException;

    /** Number of the block that the item taken last belongs to, or would have to. */
    long number();

    /** Writes what was accepted since the last commit. */
    void commit() throws IOException;
}
