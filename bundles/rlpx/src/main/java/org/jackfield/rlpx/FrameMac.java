package org.jackfield.rlpx;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jackfield.crypto.Keccak256;

/**
 * The running MAC of one direction (rlpx.md, "MAC"): a Keccak state that takes in all ciphertext, and yields twice a
 * frame the first 16 bytes of a digest.
 *
 * <pre>
 *   header MAC   seed = aes(digest[0..16)) ^ header ciphertext      absorb seed, digest
 *   frame MAC    absorb body ciphertext, digest
 *                seed = aes(digest[0..16)) ^ digest[0..16)          absorb seed, digest
 * </pre>
 *
 * <p>A digest costs more than anything else in a small frame. Since nothing is absorbed between one frame and the next,
 * the digest that ends a frame is kept for the next header, and three a frame do. Not for use by several threads.
 */
final class FrameMac {

    static final int BYTES = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final Keccak256 state;
    private final Aes aes;
    private final Scratch scratch;
    private final byte[] digest = new byte[Keccak256.BYTES];

    /**
     * @param state given away
     * @param aes single blocks under the MAC key; both directions of a link may share it
     */
    FrameMac(Keccak256 state, Aes aes, Scratch scratch) {
        this.state = state;
        this.aes = aes;
        this.scratch = scratch;
        digest();
    }

    /** Takes in 16 bytes of header ciphertext; the header's MAC can then be written or compared. */
    void header(byte[] ciphertext, int offset) {
        mix(ciphertext, offset);
    }

    /** Takes in ciphertext of a body. */
    void absorb(byte[] ciphertext, int offset, int length) {
        state.update(ciphertext, offset, length);
    }

    /** Ends a body; the frame's MAC can then be written or compared. */
    void endBody() {
        digest();
        mix(digest, 0);
    }

    /** Writes the MAC due now. */
    void put(byte[] out, int offset) {
        System.arraycopy(digest, 0, out, offset, BYTES);
    }

    /** Compares with the MAC due now, in a time that does not depend on the contents. */
    boolean matches(byte[] mac, int offset) {
        long difference = ((long) LONG.get(digest, 0) ^ (long) LONG.get(mac, offset))
                | ((long) LONG.get(digest, Long.BYTES) ^ (long) LONG.get(mac, offset + Long.BYTES));
        return difference == 0;
    }

    private void digest() {
        state.digestInto(digest, 0, scratch.lanes());
    }

    private void mix(byte[] with, int offset) {
        byte[] seed = scratch.block();
        aes.update(digest, 0, BYTES, seed, 0);
        xor(seed, with, offset, 0);
        xor(seed, with, offset, Long.BYTES);
        state.update(seed, 0, BYTES);
        digest();
    }

    private static void xor(byte[] seed, byte[] with, int offset, int at) {
        LONG.set(seed, at, (long) LONG.get(seed, at) ^ (long) LONG.get(with, offset + at));
    }
}
