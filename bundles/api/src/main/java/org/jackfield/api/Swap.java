package org.jackfield.api;

import java.time.Duration;
import java.time.Instant;

/**
 * How a release of a protocol took over from another one.
 *
 * @param at when the last session was resumed
 * @param sessions how many were
 * @param longestPause of one session, from the call to leave at the next message to the resumption
 */
public record Swap(Instant at, int sessions, Duration longestPause) {}
