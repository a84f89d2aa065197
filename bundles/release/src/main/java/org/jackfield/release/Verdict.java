package org.jackfield.release;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jackfield.api.ReleaseStatistics;

/**
 * Whether a release does noticeably worse than the one before it. Sessions that failed and links that ended are judged
 * apart, each against what the former release's rate would have given in the same session time. It is too many if there
 * are {@link #MIN_ACCIDENTS} or more, they are more than {@link #MAX_RATIO} times what was to be expected, and chance
 * gives as many less often than {@link #MAX_CHANCE} (Chernoff's bound of the Poisson distribution).
 */
final class Verdict {

    /** One accident is none, and two may be one. */
    static final int MIN_ACCIDENTS = 3;

    /** A release may do somewhat worse: peers differ from one minute to the next. */
    static final double MAX_RATIO = 3;

    /** Small, as it is looked at several times a second. */
    static final double MAX_CHANCE = 1e-3;

    /**
     * The former release is taken to have run this much longer, with one accident, than it has: one that has run for a
     * moment, or with nobody, is no proof that links never end.
     */
    static final Duration ALLOWANCE = Duration.ofMinutes(10);

    private Verdict() {}

    /** Why the next release has to go, in one line; empty if it may stay. */
    static Optional<String> on(ReleaseStatistics next, ReleaseStatistics former) {
        return judge("sessions failed", next.failures(), former.failures(), next, former)
                .or(() -> judge("links ended", next.disconnects(), former.disconnects(), next, former));
    }

    private static Optional<String> judge(
            String what, long accidents, long before, ReleaseStatistics next, ReleaseStatistics former) {
        double time = seconds(next.sessionTime());
        double expected = (before + 1) * time / (seconds(former.sessionTime()) + seconds(ALLOWANCE));
        if (accidents < MIN_ACCIDENTS
                || accidents <= MAX_RATIO * expected
                || chance(accidents, expected) > MAX_CHANCE) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%d %s, of %d sessions in %.1f s of session time, where %s would have been usual",
                accidents,
                what,
                next.sessions(),
                time,
                expected < 0.005 ? "none" : String.format(Locale.ROOT, "%.2f", expected)));
    }

    /** An upper bound of how often there are so many or more where {@code expected}, which are fewer, are usual. */
    static double chance(long accidents, double expected) {
        return Math.exp(accidents - expected - accidents * Math.log(accidents / expected));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
