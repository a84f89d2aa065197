package org.jackfield.chunks;

/**
 * A chunk that was uploaded and is not yet known to be where it belongs.
 *
 * @param order rises with the order of uploads
 * @param tag of the upload, 0 for none
 */
public record PendingPush(long order, Address address, int tag) {}
