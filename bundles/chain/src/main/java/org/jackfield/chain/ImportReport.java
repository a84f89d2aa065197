package org.jackfield.chain;

import java.time.Duration;

/**
 * What came of importing a file.
 *
 * @param imported blocks that were new
 * @param alreadyThere blocks that had been stored before
 * @param head of the chain afterwards
 */
public record ImportReport(long imported, long alreadyThere, ChainHead head, Duration took) {}
