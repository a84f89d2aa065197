package org.jackfield.whisper;

import org.jackfield.api.DisconnectException;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;

/** The least proof of work that a node accepts. On the wire it is the bits of a double as an unsigned integer. */
final class MinWork {

    private MinWork() {}

    /**
     * @return finite, 0 or above
     * @throws DisconnectException with a subprotocol error if the bits are those of NaN, an infinity or a negative number
     */
    static double read(RlpReader items) throws RlpException, DisconnectException {
        double work = Double.longBitsToDouble(items.readUnsignedLong());
        if (!(work >= 0 && work < Double.POSITIVE_INFINITY)) {
            throw DisconnectException.subprotocol("a least proof of work of " + work);
        }
        return work;
    }

    /** The wire's form. */
    static long bits(double work) {
        return Double.doubleToRawLongBits(work);
    }
}
