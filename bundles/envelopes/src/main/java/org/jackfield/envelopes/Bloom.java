package org.jackfield.envelopes;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The topics that a node wants, as 512 bits: an envelope is of interest if all bits of its topic are set. A node that wants
 * everything has all bits set, and is called a full node.
 *
 * <p>A topic has up to three bits: for j = 0, 1, 2 the one at {@code topic[j]}, or at {@code 256 + topic[j]} if bit j of
 * {@code topic[3]} is set; byte {@code index / 8}, and in it bit {@code index % 8}, lowest first (EIP-627). go-ethereum
 * <em>assigns</em> each byte where it should add to it (v1.9.20, whisper/whisperv6/envelope.go, {@code TopicToBloom}): of two
 * bits in one byte only the later stays. Envelopes are judged by that form; what we announce has all bits, more than enough.
 */
public final class Bloom {

    /** Length on the wire. */
    public static final int BYTES = 64;

    /** Wants everything. */
    public static final Bloom FULL = new Bloom(filled(0xff));

    /** Wants nothing. */
    public static final Bloom EMPTY = new Bloom(filled(0));

    private static final int HALF = 256;

    private final byte[] bits;

    private Bloom(byte[] bits) {
        this.bits = bits;
    }

    /**
     * @param bits copied
     * @throws IllegalArgumentException unless there are {@value #BYTES} bytes
     */
    public static Bloom of(byte[] bits) {
        if (bits.length != BYTES) {
            throw new IllegalArgumentException("a bloom filter has " + BYTES + " bytes, got " + bits.length);
        }
        return new Bloom(bits.clone());
    }

    /** The bits by which a node judges an envelope of this topic, as go-ethereum assigns them. */
    public static Bloom sampleOf(Topic topic) {
        byte[] bits = new byte[BYTES];
        for (int j = 0; j < 3; j++) {
            int index = index(topic, j);
            bits[index / Byte.SIZE] = (byte) (1 << index % Byte.SIZE);
        }
        return new Bloom(bits);
    }

    /** This filter and all bits of {@code topic}. */
    public Bloom with(Topic topic) {
        byte[] wider = bits.clone();
        for (int j = 0; j < 3; j++) {
            int index = index(topic, j);
            wider[index / Byte.SIZE] |= (byte) (1 << index % Byte.SIZE);
        }
        return new Bloom(wider);
    }

    /** Whether all bits of {@code sample} are set here. */
    public boolean contains(Bloom sample) {
        for (int i = 0; i < BYTES; i++) {
            if ((bits[i] & sample.bits[i]) != sample.bits[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code contains(sampleOf(topic))}, without making the sample. */
    public boolean wants(Topic topic) {
        int first = index(topic, 0);
        int second = index(topic, 1);
        int third = index(topic, 2);
        return has(third)
                && (second / Byte.SIZE == third / Byte.SIZE || has(second))
                && (first / Byte.SIZE == third / Byte.SIZE || first / Byte.SIZE == second / Byte.SIZE || has(first));
    }

    /** A copy of the {@value #BYTES} bytes. */
    public byte[] bytes() {
        return bits.clone();
    }

    private boolean has(int index) {
        return (bits[index / Byte.SIZE] >> index % Byte.SIZE & 1) != 0;
    }

    private static int index(Topic topic, int j) {
        int value = topic.value() >>> (3 - j) * Byte.SIZE & 0xff;
        return (topic.value() >> j & 1) == 0 ? value : value + HALF;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bloom && Arrays.equals(bits, ((Bloom) other).bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }

    /** All 128 hexadecimal digits after {@code 0x}. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bits);
    }

    private static byte[] filled(int value) {
        byte[] bits = new byte[BYTES];
        Arrays.fill(bits, (byte) value);
        return bits;
    }
}
