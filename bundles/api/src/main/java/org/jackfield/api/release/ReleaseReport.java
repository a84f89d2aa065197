package org.jackfield.api.release;

import java.time.Instant;
import java.util.Optional;
import org.jackfield.api.ReleaseStatistics;

/**
 * What was done to a bundle last, and how it stands.
 *
 * @param bundle symbolic name
 * @param bundleId of the bundle replaced
 * @param former version of the release that was there before, and that a roll-back puts back
 * @param next version of the release that took or takes its place
 * @param at when this phase began
 * @param watchedUntil when the watch ends or has ended; empty for a canary, which is watched as long as it stands, and
 *     where there is no watch
 * @param share of the peers that the canary takes; 1 if it is no canary
 * @param reason one line on what led to this phase; of a roll-back, why
 * @param formerStatistics of the former release, up to now or to its end, over all its protocols
 * @param nextStatistics of the next one
 */
public record ReleaseReport(
        String bundle,
        long bundleId,
        String former,
        String next,
        Phase phase,
        Instant at,
        Optional<Instant> watchedUntil,
        double share,
        String reason,
        ReleaseStatistics formerStatistics,
        ReleaseStatistics nextStatistics) {

    /** How it stands. */
    public enum Phase {
        /** The new release is in place, and the former one may still come back by itself. */
        WATCHED,
        /** The new release is in place for good; the former one is kept. */
        CONFIRMED,
        /** The former release is in place again, or never left it. */
        ROLLED_BACK,
        /** The new release runs beside the former one. */
        CANARY,
        /** Neither could be started. A person has to look. */
        BROKEN
    }
}
