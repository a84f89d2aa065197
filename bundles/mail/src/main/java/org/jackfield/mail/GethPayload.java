package org.jackfield.mail;

import java.nio.ByteBuffer;
import java.util.Set;
import org.jackfield.envelopes.Bloom;

/**
 * A request as go-ethereum writes it into a sealed message (v1.8.27, whisper/mailserver/mailserver.go, {@code
 * validateRequest}). What follows the filter is passed over, as there.
 *
 * <pre>
 *   lower  upper  [bloom]
 *   4 B    4 B     64 B     big-endian seconds since 1970, both included; without a filter: everything
 * </pre>
 *
 * It has neither limit nor cursor: all is given out, the oldest first.
 */
final class GethPayload {

    private static final int TIMES_BYTES = 2 * Integer.BYTES;

    private GethPayload() {}

    static Selection decode(byte[] payload) throws RequestException {
        boolean filtered = payload.length > TIMES_BYTES;
        int least = filtered ? TIMES_BYTES + Bloom.BYTES : TIMES_BYTES;
        if (payload.length < least) {
            throw new RequestException("a request has " + TIMES_BYTES + " bytes, or " + (TIMES_BYTES + Bloom.BYTES)
                    + " with a filter, got " + payload.length);
        }
        ByteBuffer in = ByteBuffer.wrap(payload);
        long from = Integer.toUnsignedLong(in.getInt());
        long to = Integer.toUnsignedLong(in.getInt());
        Bloom interest = filtered ? readBloom(in) : Bloom.FULL;
        return new Selection(from, to, interest, Set.of(), Long.MAX_VALUE, new byte[0], Selection.Order.OLDEST_FIRST);
    }

    /**
     * @param from 32 bits, as {@code to}
     */
    static byte[] encode(long from, long to, Bloom interest) {
        boolean filtered = !interest.equals(Bloom.FULL);
        ByteBuffer out = ByteBuffer.allocate(TIMES_BYTES + (filtered ? Bloom.BYTES : 0))
                .putInt((int) from)
                .putInt((int) to);
        if (filtered) {
            out.put(interest.bytes());
        }
        return out.array();
    }

    private static Bloom readBloom(ByteBuffer in) {
        byte[] bits = new byte[Bloom.BYTES];
        in.get(bits);
        return Bloom.of(bits);
    }
}
