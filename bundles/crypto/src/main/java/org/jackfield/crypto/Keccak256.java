package org.jackfield.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Keccak-256 with the original padding (0x01), as Ethereum uses it; not SHA3-256. Holds a running state, into which
 * bytes are mixed as they come: nothing is buffered. Not for use by several threads.
 *
 * <pre>
 *   state     25 lanes of 64 bits, little-endian
 *   block     136 B, mixed into the first 17 lanes before each permutation
 *   padding   0x01 after the last byte, 0x80 on the last byte of the block
 * </pre>
 */
public final class Keccak256 {

    /** Length of a digest. */
    public static final int BYTES = 32;

    /** Length of the working space of a digest. */
    public static final int WORK_LANES = KeccakPermutation.LANES;

    private static final int BLOCK_BYTES = 136;
    static final int BLOCK_LANES = BLOCK_BYTES / Long.BYTES;
    static final long LAST_BYTE_PADDING = 0x80L << (Long.SIZE - Byte.SIZE);

    private static final VarHandle LANE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long[] state = new long[KeccakPermutation.LANES];

    /** Bytes of the current block that have been mixed in, less than a block. */
    private int position;

    /** The digest of all {@code parts}, one after another. */
    public static byte[] hash(byte[]... parts) {
        Keccak256 keccak = new Keccak256();
        for (byte[] part : parts) {
            keccak.update(part, 0, part.length);
        }
        return keccak.digest();
    }

    /**
     * Absorbs bytes.
     *
     * @throws IndexOutOfBoundsException if they are not within the array
     */
    public void update(byte[] input, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, input.length);
        int next = offset;
        int end = offset + length;
        while (next < end) {
            if (position == 0 && end - next >= BLOCK_BYTES) {
                absorbBlock(input, next);
                next += BLOCK_BYTES;
            } else if (position % Long.BYTES == 0 && end - next >= Long.BYTES) {
                state[position / Long.BYTES] ^= (long) LANE.get(input, next);
                next += Long.BYTES;
                advance(Long.BYTES);
            } else {
                state[position / Long.BYTES] ^= inLane(input[next] & 0xffL, position);
                next++;
                advance(1);
            }
        }
    }

    /** The digest of everything absorbed so far. The state is kept: more can be absorbed after it. */
    public byte[] digest() {
        byte[] out = new byte[BYTES];
        digestInto(out, 0, new long[WORK_LANES]);
        return out;
    }

    /**
     * As {@link #digest()}, into {@value #BYTES} bytes of {@code out} from {@code offset}.
     *
     * @param work {@value #WORK_LANES} lanes with anything in them, before and after: many states can share them
     * @throws IndexOutOfBoundsException if they are not within the array
     */
    public void digestInto(byte[] out, int offset, long[] work) {
        Objects.checkFromIndexSize(offset, BYTES, out.length);
        Objects.checkFromIndexSize(0, WORK_LANES, work.length);
        pad();
        KeccakPermutation.permute(state, work);
        pad();
        for (int i = 0; i < BYTES / Long.BYTES; i++) {
            LANE.set(out, offset + i * Long.BYTES, work[i]);
        }
    }

    /** An independent copy of the state. */
    public Keccak256 copy() {
        Keccak256 copy = new Keccak256();
        copy.restore(this);
        return copy;
    }

    /** Takes over the state of another, which is not changed. */
    public void restore(Keccak256 saved) {
        System.arraycopy(saved.state, 0, state, 0, state.length);
        position = saved.position;
    }

    /** @return how many bytes of the current block have been mixed in */
    int copyInto(long[] lanes) {
        System.arraycopy(state, 0, lanes, 0, state.length);
        return position;
    }

    private void absorbBlock(byte[] input, int offset) {
        for (int i = 0; i < BLOCK_LANES; i++) {
            state[i] ^= (long) LANE.get(input, offset + i * Long.BYTES);
        }
        KeccakPermutation.permute(state, state);
    }

    private void advance(int bytes) {
        position += bytes;
        if (position == BLOCK_BYTES) {
            KeccakPermutation.permute(state, state);
            position = 0;
        }
    }

    /** Mixes in the padding; a second time takes it out again. */
    private void pad() {
        state[position / Long.BYTES] ^= inLane(0x01, position);
        state[BLOCK_LANES - 1] ^= LAST_BYTE_PADDING;
    }

    private static long inLane(long value, int position) {
        return value << (position % Long.BYTES * Byte.SIZE);
    }
}
