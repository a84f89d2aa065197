package org.jackfield.envelopes;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.crypto.Keccak256;

/**
 * How proof of work is measured. go-ethereum changed it between two releases without a new version of the protocol: an
 * envelope sealed for one is nearly always too weak for the other.
 */
public enum Generation {

    /** go-ethereum up to v1.8.27: trailing zero bits of a hash of a hash, per byte of size and second of ttl. */
    EARLIER {
        @Override
        int bits(Envelope envelope) {
            byte[] sealed = new byte[SEALED_BYTES];
            envelope.absorbed().digestInto(sealed, 0);
            ByteBuffer.wrap(sealed).putLong(SEALED_BYTES - Long.BYTES, envelope.nonce());
            return trailingZeros(Keccak256.hash(sealed));
        }

        @Override
        int divisor(Envelope envelope) {
            return envelope.size();
        }
    },

    /** go-ethereum from v1.9.0 on, Status, waku: leading zero bits of one hash, per byte of encoding and second of ttl. */
    LATER {
        @Override
        int bits(Envelope envelope) {
            Keccak256 keccak = envelope.absorbed();
            keccak.update(
                    ByteBuffer.allocate(Long.BYTES).putLong(envelope.nonce()).array(), 0, Long.BYTES);
            return leadingZeros(keccak.digest());
        }

        @Override
        int divisor(Envelope envelope) {
            return envelope.unsealedBytes();
        }
    };

    /** What the second hash of the earlier generation is of: the first one, 24 zero bytes, the nonce. */
    static final int SEALED_BYTES = 64;

    private static final Pattern GETH = Pattern.compile("[Gg]eth/(?:[^/]*/)?v?(\\d{1,4})\\.(\\d{1,4})(?!\\d).*");

    /** How the node that names itself so measures; {@link #LATER} for whoever is not known. */
    public static Generation of(String clientId) {
        Matcher geth = GETH.matcher(clientId);
        if (!geth.matches()) {
            return LATER;
        }
        int major = Integer.parseInt(geth.group(1));
        int minor = Integer.parseInt(geth.group(2));
        return major < 1 || major == 1 && minor < 9 ? EARLIER : LATER;
    }

    /** The zero bits of the proof of work. */
    abstract int bits(Envelope envelope);

    /** The size that the work is divided by, in bytes. */
    abstract int divisor(Envelope envelope);

    /**
     * The proof of work.
     *
     * @param bits of {@link #bits}
     * @param lateSeconds how much longer than its ttl the envelope has to live
     */
    double work(Envelope envelope, int bits, long lateSeconds) {
        return Math.scalb(1.0, bits) / divisor(envelope) / (envelope.ttl() + lateSeconds);
    }

    private static int leadingZeros(byte[] digest) {
        return digest.length * Byte.SIZE - new BigInteger(1, digest).bitLength();
    }

    /** Of a digest of zeroes there are none, as in go-ethereum; nobody has seen one. */
    private static int trailingZeros(byte[] digest) {
        return Math.max(0, new BigInteger(1, digest).getLowestSetBit());
    }
}
