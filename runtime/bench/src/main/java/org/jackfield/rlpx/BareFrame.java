package org.jackfield.rlpx;

import org.jackfield.crypto.BarePermutation;

/**
 * What no codec can do without, at one end of a link, frame after frame of one size: Keccak's permutations and AES.
 * Nothing is laid out, compressed, copied or compared.
 *
 * <pre>
 *   permutations   one for each 136 bytes of body and two seeds, and three for digests, as {@link FrameMac} says
 *   AES            header and body, in pieces that stay in the cache; a single block for each seed
 * </pre>
 */
final class BareFrame {

    private static final int DIGESTS = 3;
    private static final int SEEDS = 2;

    private final BarePermutation keccak = new BarePermutation();
    private final Aes stream = Aes.stream(new byte[32]);
    private final Aes block = Aes.block(new byte[32]);
    private final byte[] plain;
    private final byte[] piece = new byte[Scratch.PIECE_BYTES];
    private final byte[] seed = new byte[FrameMac.BYTES];

    // Less than a block: what the next frame's bytes fill up.
    private int absorbed;

    /** @param frameBytes with header and MACs */
    BareFrame(int frameBytes) {
        plain = new byte[frameBytes - 2 * FrameMac.BYTES];
    }

    long[] next() {
        for (int at = 0; at < plain.length; at += piece.length) {
            stream.update(plain, at, Math.min(piece.length, plain.length - at), piece, 0);
        }
        for (int i = 0; i < SEEDS; i++) {
            block.update(piece, 0, FrameMac.BYTES, seed, 0);
        }
        absorbed += plain.length - FrameEncoder.HEADER_BYTES + SEEDS * FrameMac.BYTES;
        int blocks = absorbed / BarePermutation.BLOCK_BYTES;
        absorbed %= BarePermutation.BLOCK_BYTES;
        return keccak.permute(blocks + DIGESTS);
    }
}
