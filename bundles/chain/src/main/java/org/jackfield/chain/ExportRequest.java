package org.jackfield.chain;

import java.nio.file.Path;

/**
 * Which blocks are to go into which file.
 *
 * @param file its name tells its format, as {@link Chain#exportBlocks} says
 * @param from number of the first block
 * @param to number of the last one
 * @param overwrite whether the file may be there already; it is replaced in one step, at the end
 */
public record ExportRequest(Path file, long from, long to, boolean overwrite) {

    long blocks() {
        return to - from + 1;
    }
}
