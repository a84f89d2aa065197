package org.jackfield.envelopes;

import java.time.Duration;

/**
 * How hard to work on a seal (go-ethereum v1.9.20, whisper/whisperv6/envelope.go, {@code Seal}).
 *
 * @param target proof of work to be reached; 0: none is done; negative: as much as can be within the whole time
 * @param time that it may take; with a negative target it is added to the expiry
 */
public record Effort(double target, Duration time) {

    public Effort {
        if (Double.isNaN(target) || time.isNegative()) {
            throw new IllegalArgumentException("no effort is made of " + target + " in " + time);
        }
    }
}
