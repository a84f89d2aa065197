package org.jackfield.chain;

import java.nio.file.Path;

/**
 * Which blocks are to go into which file.
 *
 * @param from number of the first block
 * @param to number of the last one
 * @param overwrite whether the file may be there already; it is replaced in one step, at the end
 */
public record ExportRequest(Path file, long from, long to, boolean overwrite) {}
