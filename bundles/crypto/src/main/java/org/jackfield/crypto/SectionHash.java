package org.jackfield.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Keccak-256 of sections of 64 bytes, one permutation each and nothing besides: for Merkle trees of segments. Padding and the
 * rest of the state are laid out once, and a digest is left as four lanes, little-endian, as the level above takes it in.
 * Allocates nothing. Not for use by several threads.
 */
public final class SectionHash {

    /** Length of a section: two digests. */
    public static final int BYTES = 64;

    /** The same in lanes of 64 bits. */
    public static final int LANES = BYTES / Long.BYTES;

    /** Length of a digest in lanes. */
    public static final int DIGEST_LANES = Keccak256.BYTES / Long.BYTES;

    private static final VarHandle LANE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long[] block = new long[KeccakPermutation.LANES];
    private final long[] digest = new long[KeccakPermutation.LANES];

    public SectionHash() {
        block[LANES] = 0x01;
        block[Keccak256.BLOCK_LANES - 1] = Keccak256.LAST_BYTE_PADDING;
    }

    /**
     * Hashes {@value #BYTES} bytes of {@code in} into four lanes of {@code out}.
     *
     * @throws IndexOutOfBoundsException if they are not within the arrays
     */
    public void hash(byte[] in, int inOffset, long[] out, int outOffset) {
        Objects.checkFromIndexSize(inOffset, BYTES, in.length);
        for (int i = 0; i < LANES; i++) {
            block[i] = (long) LANE.get(in, inOffset + i * Long.BYTES);
        }
        digestInto(out, outOffset);
    }

    /**
     * Hashes two digests, eight lanes of {@code in}, into four lanes of {@code out}, which may be the same array.
     *
     * @throws IndexOutOfBoundsException if they are not within the arrays
     */
    public void hash(long[] in, int inOffset, long[] out, int outOffset) {
        System.arraycopy(in, inOffset, block, 0, LANES);
        digestInto(out, outOffset);
    }

    private void digestInto(long[] out, int offset) {
        KeccakPermutation.permute(block, digest);
        System.arraycopy(digest, 0, out, offset, DIGEST_LANES);
    }
}
