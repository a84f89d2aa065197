package org.jackfield.messages;

import java.time.Instant;

/**
 * What may be seen of a key.
 *
 * @param id 64 hexadecimal digits
 * @param pair whether it is a secp256k1 pair, and not a symmetric key
 * @param created when it came onto the ring
 */
public record KeyEntry(String id, boolean pair, Instant created) {}
