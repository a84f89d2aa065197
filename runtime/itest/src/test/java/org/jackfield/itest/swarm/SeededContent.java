package org.jackfield.itest.swarm;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Content of any length, made from a seed: no two chunks of it are the same. */
public record SeededContent(long seed, long bytes) {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PIECE_BYTES = 64 << 10;

    /** Reads from its beginning. */
    public InputStream stream() {
        return new Stream();
    }

    /**
     * Reads all of {@code other}.
     *
     * @return whether it is the same
     */
    public boolean isSame(InputStream other) throws IOException {
        try (InputStream own = stream()) {
            byte[] expected = own.readNBytes(PIECE_BYTES);
            while (expected.length > 0) {
                if (!Arrays.equals(expected, other.readNBytes(expected.length))) {
                    return false;
                }
                expected = own.readNBytes(PIECE_BYTES);
            }
            return other.read() < 0;
        }
    }

    private final class Stream extends InputStream {

        private final SplittableRandom random = new SplittableRandom(seed);
        private final byte[] piece = new byte[PIECE_BYTES];
        private long left = bytes;
        private int next = PIECE_BYTES;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (next == PIECE_BYTES) {
                make();
            }
            int count = (int) Math.min(left, Math.min(length, PIECE_BYTES - next));
            System.arraycopy(piece, next, into, offset, count);
            next += count;
            left -= count;
            return count == 0 && length > 0 ? -1 : count;
        }

        /** A random word in each section of a chunk is enough, and costs little. */
        private void make() {
            for (int i = 0; i < PIECE_BYTES; i += 64) {
                WORD.set(piece, i, random.nextLong());
            }
            next = 0;
        }
    }
}
