package org.jackfield.chain;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jackfield.crypto.Keccak256;

/**
 * A filter of 2048 bits over addresses and topics of logs (yellow paper, 4.3.1): three bits of every value are set, each
 * named by eleven bits of its Keccak-256.
 *
 * <pre>
 *   Keccak-256 of a value   | 0 1 | 2 3 | 4 5 | …     big-endian pairs of bytes, their lower 11 bits
 *   bits                    bit 0 is the lowest of the last byte
 * </pre>
 *
 * @param bits {@value #BYTES} bytes, not to be changed
 */
public record Bloom(byte[] bits) {

    public static final int BYTES = 256;

    private static final int BITS_A_VALUE = 3;
    private static final int INDEX_MASK = BYTES * Byte.SIZE - 1;

    /**
     * @throws IllegalArgumentException unless there are {@value #BYTES} bytes
     */
    public Bloom {
        if (bits.length != BYTES) {
            throw new IllegalArgumentException("a bloom filter has " + BYTES + " bytes, got " + bits.length);
        }
    }

    /** The filter of some logs. */
    public static Bloom of(Stream<Log> logs) {
        byte[] bits = new byte[BYTES];
        logs.forEach(log -> {
            set(bits, log.address().bytes());
            log.topics().forEach(topic -> set(bits, topic));
        });
        return new Bloom(bits);
    }

    /** Whether {@code value}, an address or a topic, may be among what was logged. If not, it certainly is not. */
    public boolean mayContain(byte[] value) {
        byte[] hash = Keccak256.hash(value);
        for (int i = 0; i < BITS_A_VALUE; i++) {
            int index = index(hash, i);
            if ((bits[at(index)] & mask(index)) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether one of {@code values} may be, or there are none: a place of a log filter that takes anything. */
    public boolean mayContainAny(List<byte[]> values) {
        return values.isEmpty() || values.stream().anyMatch(this::mayContain);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bloom && Arrays.equals(bits, ((Bloom) other).bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }

    @Override
    public String toString() {
        return Hex.text(bits);
    }

    static void set(byte[] bits, byte[] value) {
        byte[] hash = Keccak256.hash(value);
        for (int i = 0; i < BITS_A_VALUE; i++) {
            int index = index(hash, i);
            bits[at(index)] |= mask(index);
        }
    }

    private static int index(byte[] hash, int i) {
        return (hash[2 * i] << Byte.SIZE | hash[2 * i + 1] & 0xff) & INDEX_MASK;
    }

    private static int at(int index) {
        return BYTES - 1 - index / Byte.SIZE;
    }

    private static byte mask(int index) {
        return (byte) (1 << index % Byte.SIZE);
    }
}
