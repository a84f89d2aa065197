package org.jackfield.chunks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jackfield.crypto.Keccak256;
import org.jackfield.crypto.SectionHash;

/**
 * The address of content: a binary Merkle tree over the payload's segments, with the span hashed in at its root.
 *
 * <pre>
 *   address = keccak(span || root)
 *
 *                 root                 a node is the hash of the two under it
 *            ┌──────┴──────┐
 *          node           node        7 levels: 128 segments
 *         ┌──┴──┐        ┌──┴──┐
 *        segment…                     32 B of payload, zeros behind its end
 * </pre>
 *
 * <p>Sections of two segments are read where they are, and where there is no payload the tree over zeros is known beforehand:
 * a short chunk costs few hashes. Hashing allocates nothing but the address. Not for use by several threads.
 *
 * <p>Source: ethersphere/swarm v0.5.8, bmt/bmt.go ("RefHasher").
 */
final class BmtHash {

    private static final int SEGMENTS = Chunk.MAX_PAYLOAD_BYTES / Address.BYTES;
    private static final int LANES = SectionHash.DIGEST_LANES;
    private static final VarHandle LANE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long[][] ZEROS = zeros();

    private static final Keccak256 EMPTY = new Keccak256();

    private final SectionHash sections = new SectionHash();
    private final long[] nodes = new long[SEGMENTS / 2 * LANES];
    private final byte[] tail = new byte[SectionHash.BYTES];
    private final byte[] top = new byte[Chunk.SPAN_BYTES + Address.BYTES];
    private final Keccak256 keccak = new Keccak256();

    /** @param data span and payload of 1 to 4096 bytes */
    Address address(byte[] data) {
        int count = hashSections(data);
        for (int level = 1; level < ZEROS.length; level++) {
            count = hashNodes(count, ZEROS[level - 1]);
        }
        System.arraycopy(data, 0, top, 0, Chunk.SPAN_BYTES);
        for (int i = 0; i < LANES; i++) {
            LANE.set(top, Chunk.SPAN_BYTES + i * Long.BYTES, nodes[i]);
        }
        keccak.restore(EMPTY);
        keccak.update(top, 0, top.length);
        return Address.of(keccak.digest());
    }

    private int hashSections(byte[] data) {
        int whole = (data.length - Chunk.SPAN_BYTES) / SectionHash.BYTES;
        for (int i = 0; i < whole; i++) {
            sections.hash(data, Chunk.SPAN_BYTES + i * SectionHash.BYTES, nodes, i * LANES);
        }
        int rest = (data.length - Chunk.SPAN_BYTES) % SectionHash.BYTES;
        if (rest == 0) {
            return whole;
        }
        System.arraycopy(data, data.length - rest, tail, 0, rest);
        Arrays.fill(tail, rest, tail.length, (byte) 0);
        sections.hash(tail, 0, nodes, whole * LANES);
        return whole + 1;
    }

    /** @return how many there are on the level above, in their place */
    private int hashNodes(int count, long[] zero) {
        if (count % 2 != 0) {
            System.arraycopy(zero, 0, nodes, count * LANES, LANES);
        }
        int above = (count + 1) / 2;
        for (int i = 0; i < above; i++) {
            sections.hash(nodes, i * SectionHash.LANES, nodes, i * LANES);
        }
        return above;
    }

    /** The node over nothing but zeros, for each level from the sections to the root. */
    private static long[][] zeros() {
        SectionHash sections = new SectionHash();
        long[][] zeros = new long[Integer.numberOfTrailingZeros(SEGMENTS)][LANES];
        sections.hash(new byte[SectionHash.BYTES], 0, zeros[0], 0);
        for (int level = 1; level < zeros.length; level++) {
            long[] pair = new long[SectionHash.LANES];
            System.arraycopy(zeros[level - 1], 0, pair, 0, LANES);
            System.arraycopy(zeros[level - 1], 0, pair, LANES, LANES);
            sections.hash(pair, 0, zeros[level], 0);
        }
        return zeros;
    }
}
