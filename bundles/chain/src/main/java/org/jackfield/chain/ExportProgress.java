package org.jackfield.chain;

/** Told how far an export is: every few hundred blocks and at its end, on the exporting thread. */
@FunctionalInterface
public interface ExportProgress {

    /** For those who do not care. */
    ExportProgress IGNORED = (blocks, blocksTotal, bytes) -> {};

    /**
     * @param blocks written so far
     * @param blocksTotal to be written in all
     * @param bytes written so far
     */
    void at(long blocks, long blocksTotal, long bytes);
}
