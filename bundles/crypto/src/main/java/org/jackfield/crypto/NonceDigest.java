package org.jackfield.crypto;

/**
 * Keccak-256 of one beginning with many nonces after it, each eight bytes, the highest first: for proofs of work. What comes
 * before the last block is absorbed once, so that a nonce costs one permutation however long the beginning is; two where nonce
 * and padding do not both fit the last block. Not for use by several threads.
 */
public final class NonceDigest {

    private final long[] block = new long[KeccakPermutation.LANES];
    private final long[] next = new long[KeccakPermutation.LANES];
    private final long[] digest = new long[KeccakPermutation.LANES];
    private final int lane;
    private final int shift;
    private final boolean straddles;

    /** What is in the lanes that the nonce is mixed into, before it is. */
    private final long first;

    private final long second;

    /** For a nonce astride two blocks: the bits of it in the former one, after which {@link #next} is the state. */
    private long absorbed;

    private long nextFirst;

    /** @param beginning not changed */
    public NonceDigest(Keccak256 beginning) {
        int position = beginning.copyInto(block);
        lane = position / Long.BYTES;
        shift = position % Long.BYTES * Byte.SIZE;
        straddles = lane == Keccak256.BLOCK_LANES - 1;
        if (!straddles) {
            block[lane + 1] ^= 1L << shift;
            block[Keccak256.BLOCK_LANES - 1] ^= Keccak256.LAST_BYTE_PADDING;
        }
        first = block[lane];
        second = block[lane + 1];
        if (straddles) {
            absorbFormer(0);
        }
    }

    /** Computes the digest with this nonce. */
    public void nonce(long nonce) {
        long bytes = Long.reverseBytes(nonce);
        // Shifted in two steps, as a shift by 64 does nothing.
        long rest = bytes >>> 1 >>> Long.SIZE - 1 - shift;
        if (straddles) {
            if (bytes << shift != absorbed) {
                absorbFormer(bytes << shift);
            }
            next[0] = nextFirst ^ rest;
            KeccakPermutation.permute(next, digest);
        } else {
            block[lane] = first ^ bytes << shift;
            block[lane + 1] = second ^ rest;
            KeccakPermutation.permute(block, digest);
        }
    }

    /** Zero bits at the beginning of the last digest, of the first 64. */
    public int leadingZeros() {
        return Long.numberOfLeadingZeros(Long.reverseBytes(digest[0]));
    }

    /** Zero bits at the end of the last digest, of the last 64. */
    public int trailingZeros() {
        return Long.numberOfTrailingZeros(Long.reverseBytes(digest[Keccak256.BYTES / Long.BYTES - 1]));
    }

    private void absorbFormer(long bits) {
        absorbed = bits;
        block[lane] = first ^ bits;
        KeccakPermutation.permute(block, next);
        next[Keccak256.BLOCK_LANES - 1] ^= Keccak256.LAST_BYTE_PADDING;
        nextFirst = next[0] ^ 1L << shift;
    }
}
