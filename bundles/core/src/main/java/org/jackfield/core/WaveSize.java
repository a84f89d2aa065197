package org.jackfield.core;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How carefully links are closed.
 *
 * @param atOnce how many may be closed and not yet back at a time
 * @param keptShare of the peers connected at the start, below which it never goes
 */
record WaveSize(int atOnce, double keptShare) {

    WaveSize {
        if (atOnce < 1) {
            throw new IllegalArgumentException("links at once: at least 1 expected, got " + atOnce);
        }
        if (!(keptShare >= 0 && keptShare <= 1)) {
            throw new IllegalArgumentException("share of peers to keep: 0 to 1 expected, got " + keptShare);
        }
    }

    /** How many of so many peers have to stay connected. */
    int floor(int peers) {
        // By the decimal digits: in binary, 55 % of 100 are a little more than 55.
        return BigDecimal.valueOf(keptShare)
                .multiply(BigDecimal.valueOf(peers))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
    }

    /**
     * States that one of so many peers may be missing.
     *
     * @throws IllegalStateException otherwise; the message tells a person how to allow it
     */
    void allowAny(int peers) {
        if (floor(peers) > peers - 1) {
            throw new IllegalStateException(String.format(
                    "to keep %s %% of %d peers forbids to close even one link; to keep %d %% would allow it",
                    BigDecimal.valueOf(keptShare)
                            .movePointRight(2)
                            .stripTrailingZeros()
                            .toPlainString(),
                    peers,
                    100 * (peers - 1) / peers));
        }
    }
}
