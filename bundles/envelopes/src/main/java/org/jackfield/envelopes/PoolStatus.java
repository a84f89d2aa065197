package org.jackfield.envelopes;

/**
 * How the pool is.
 *
 * @param envelopes there now
 * @param bytes of their encodings
 * @param accepted since the start
 * @param rejected since the start, for whatever reason
 * @param expired since the start
 * @param evicted since the start: alive, but the pool was full
 */
public record PoolStatus(int envelopes, long bytes, long accepted, long rejected, long expired, long evicted) {}
