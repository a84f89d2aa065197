package org.jackfield.chain;

import java.time.Duration;

/** What came of exporting blocks to a file. */
public record ExportReport(long blocks, long bytes, Duration took) {}
