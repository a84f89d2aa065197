package org.jackfield.pss;

/**
 * A message that has arrived.
 *
 * @param payload the listener's own if it is the only one; not to be changed
 * @param seal how it was encrypted
 * @param key of an asymmetric one: the sender's public key, 65 bytes in hexadecimal after {@code 0x}; of a symmetric one: the id of
 *     our key that has opened it; of a raw one: empty
 */
public record Delivery(byte[] payload, Seal seal, String key) {}
