package org.jackfield.crypto;

import org.bouncycastle.crypto.digests.KeccakDigest;

/**
 * Keccak-256 with the original padding (0x01), as Ethereum uses it; not SHA3-256. Holds a running state; not for use by
 * several threads.
 */
public final class Keccak256 {

    /** Length of a digest. */
    public static final int BYTES = 32;

    private final KeccakDigest digest;

    public Keccak256() {
        this(new KeccakDigest(256));
    }

    private Keccak256(KeccakDigest digest) {
        this.digest = digest;
    }

    /** The digest of all {@code parts}, one after another. */
    public static byte[] hash(byte[]... parts) {
        Keccak256 keccak = new Keccak256();
        for (byte[] part : parts) {
            keccak.update(part, 0, part.length);
        }
        return keccak.digest();
    }

    /** Absorbs bytes. */
    public void update(byte[] input, int offset, int length) {
        digest.update(input, offset, length);
    }

    /** The digest of everything absorbed so far. The state is kept: more can be absorbed after it. */
    public byte[] digest() {
        byte[] out = new byte[BYTES];
        digestInto(out, 0);
        return out;
    }

    /** As {@link #digest()}, into 32 bytes of {@code out} from {@code offset}. */
    public void digestInto(byte[] out, int offset) {
        new KeccakDigest(digest).doFinal(out, offset);
    }

    /** An independent copy of the state. */
    public Keccak256 copy() {
        return new Keccak256(new KeccakDigest(digest));
    }
}
