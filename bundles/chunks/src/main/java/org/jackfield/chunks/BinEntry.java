package org.jackfield.chunks;

/**
 * A chunk in its bin.
 *
 * @param id from 1, rising with the order of arrival; where a chunk has gone there is a gap, and no id is given twice
 */
public record BinEntry(long id, Address address) {}
