package org.jackfield.whisper;

import org.jackfield.api.DisconnectException;

/**
 * The least proof of work a node accepts of an envelope. On the wire it is the bits of a double as an unsigned integer.
 *
 * @param value finite, 0 or above
 */
record PowRequirement(double value) {

    /** Everything is accepted. */
    static final PowRequirement NONE = new PowRequirement(0);

    /** What geth asks for unless told otherwise (whisperv6/doc.go). */
    static final double DEFAULT = 0.2;

    PowRequirement {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a proof-of-work requirement is finite and not negative, got " + value);
        }
    }

    static boolean isValid(double value) {
        return value >= 0 && value < Double.POSITIVE_INFINITY;
    }

    /**
     * Reads the wire's form.
     *
     * @throws DisconnectException with a subprotocol error if the bits are those of NaN, an infinity or a negative
     *     number
     */
    static PowRequirement ofBits(long bits) throws DisconnectException {
        double value = Double.longBitsToDouble(bits);
        if (!isValid(value)) {
            throw DisconnectException.subprotocol("invalid proof-of-work requirement " + value);
        }
        return new PowRequirement(value);
    }

    /** The wire's form. */
    long bits() {
        return Double.doubleToRawLongBits(value);
    }
}
