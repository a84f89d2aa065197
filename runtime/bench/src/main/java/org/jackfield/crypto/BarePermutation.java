package org.jackfield.crypto;

/** Keccak-f[1600] with nothing around it: the ceiling of all that hashes. Public, because the bundle does not show it. */
public final class BarePermutation {

    /** What one permutation takes in of a message. */
    public static final int BLOCK_BYTES = Keccak256.BLOCK_LANES * Long.BYTES;

    private final long[] state = new long[KeccakPermutation.LANES];

    /** @return the state itself */
    public long[] permute(int times) {
        for (int i = 0; i < times; i++) {
            KeccakPermutation.permute(state, state);
        }
        return state;
    }
}
