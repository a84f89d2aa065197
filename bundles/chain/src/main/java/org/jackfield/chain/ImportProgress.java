package org.jackfield.chain;

/** Told how far an import is: every few hundred blocks and at its end, on the importing thread. */
@FunctionalInterface
public interface ImportProgress {

    /** For those who do not care. */
    ImportProgress IGNORED = (blocks, bytesRead, bytesTotal) -> {};

    /**
     * @param blocks read so far, those already there included
     * @param bytesRead of the file so far
     * @param bytesTotal the size of the file
     */
    void at(long blocks, long bytesRead, long bytesTotal);
}
