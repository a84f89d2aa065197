package org.jackfield.sync;

/** What is fetched of blocks besides their bodies. */
record Wanted(boolean receipts, boolean accessLists) {}
