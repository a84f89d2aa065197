package org.jackfield.mail;

import java.time.Instant;
import java.util.Optional;

/**
 * How an archive is.
 *
 * @param envelopes there now
 * @param bytes that they take, of {@code maxBytes}
 * @param oldest when the oldest was sent
 * @param answered requests since the start
 * @param refused those since the start that were understood, but not answered
 */
public record ArchiveStatus(
        long envelopes, long bytes, long maxBytes, Optional<Instant> oldest, long answered, long refused) {}
