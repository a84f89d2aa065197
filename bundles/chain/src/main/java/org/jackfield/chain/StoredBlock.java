package org.jackfield.chain;

/** A block as it lies in the store: header and body encoded. */
record StoredBlock(long number, byte[] hash, byte[] header, byte[] body) {}
