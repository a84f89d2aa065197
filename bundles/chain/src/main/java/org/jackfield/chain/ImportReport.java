package org.jackfield.chain;

import java.time.Duration;

/**
 * What came of importing a file.
 *
 * @param imported blocks that were new, or whose receipts were
 * @param alreadyThere blocks that had been stored before, or whose receipts had
 * @param head of the chain afterwards
 */
public record ImportReport(long imported, long alreadyThere, ChainHead head, Duration took) {}
