package org.jackfield.envelopes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.crypto.Keccak256;
import org.jackfield.crypto.NonceDigest;

/**
 * How proof of work is measured. go-ethereum changed it between two releases without a new version of the protocol: an
 * envelope sealed for one is nearly always too weak for the other.
 */
public enum Generation {

    /** go-ethereum up to v1.8.27: trailing zero bits of a hash of a hash, per byte of size and second of ttl. */
    EARLIER {
        @Override
        Keccak256 beginning(Envelope envelope) {
            Keccak256 keccak = new Keccak256();
            keccak.update(envelope.absorbed().digest(), 0, Keccak256.BYTES);
            keccak.update(new byte[GAP_BYTES], 0, GAP_BYTES);
            return keccak;
        }

        @Override
        int zeros(NonceDigest digest) {
            return digest.trailingZeros();
        }

        @Override
        int divisor(Envelope envelope) {
            return envelope.size();
        }
    },

    /** go-ethereum from v1.9.0 on, Status, waku: leading zero bits of one hash, per byte of encoding and second of ttl. */
    LATER {
        @Override
        Keccak256 beginning(Envelope envelope) {
            return envelope.absorbed();
        }

        @Override
        int zeros(NonceDigest digest) {
            return digest.leadingZeros();
        }

        @Override
        int divisor(Envelope envelope) {
            return envelope.unsealedBytes();
        }
    };

    /** Zeroes between the first hash and the nonce, of which the second hash of the earlier generation is. */
    private static final int GAP_BYTES = 24;

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

    /** What is hashed before the nonce. */
    abstract Keccak256 beginning(Envelope envelope);

    /** The bits that count. */
    abstract int zeros(NonceDigest digest);

    /** The zero bits of the proof of work. */
    int bits(Envelope envelope) {
        NonceDigest digest = new NonceDigest(beginning(envelope));
        digest.nonce(envelope.nonce());
        return zeros(digest);
    }

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

    /**
     * The zero bits that make so much work by either generation (go-ethereum v1.9.20, whisper/whisperv6/envelope.go, {@code
     * powToFirstBit}, which goes by the size of the earlier one: with much data the later one's is larger).
     */
    static int targetBits(double work, Envelope envelope) {
        double hashes = work * Math.max(envelope.size(), envelope.unsealedBytes()) * envelope.ttl();
        int below = Math.getExponent(hashes);
        return Math.max(1, Math.scalb(1.0, below) == hashes ? below : below + 1);
    }
}
