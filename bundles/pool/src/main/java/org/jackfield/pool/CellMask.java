package org.jackfield.pool;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/**
 * A set of cell indices from 0 to 127, {@code B_16} on the wire (devp2p caps/eth.md, GetCells; EIP-8070): index i is bit
 * {@code i % 8} of byte {@code i / 8}, as geth has it (core/types/custody_bitmap.go).
 *
 * @param high indices 64 to 127, index 64 in the lowest bit
 * @param low indices 0 to 63, index 0 in the lowest bit
 */
public record CellMask(long high, long low) {

    /** EIP-7594, CELLS_PER_EXT_BLOB. */
    public static final int CELLS = 2 * Long.SIZE;

    /** Length on the wire. */
    public static final int BYTES = 16;

    public static final CellMask NONE = new CellMask(0, 0);
    public static final CellMask ALL = new CellMask(-1, -1);

    /** The cells that a blob consists of; the others are redundancy. */
    public static final CellMask DATA = new CellMask(0, -1);

    /**
     * The set of these indices.
     *
     * @throws IllegalArgumentException if one is not from 0 to 127
     */
    public static CellMask of(int... indices) {
        CellMask mask = NONE;
        for (int index : indices) {
            if (index < 0 || index >= CELLS) {
                throw new IllegalArgumentException("cell " + index + ", 0 to " + (CELLS - 1) + " expected");
            }
            long bit = 1L << index % Long.SIZE;
            mask = mask.or(index < Long.SIZE ? new CellMask(0, bit) : new CellMask(bit, 0));
        }
        return mask;
    }

    /**
     * Reads the form of the wire.
     *
     * @throws IllegalArgumentException unless there are {@value #BYTES} bytes
     */
    public static CellMask of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a mask of cells has " + BYTES + " bytes, got " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long low = buffer.getLong();
        return new CellMask(buffer.getLong(), low);
    }

    /** The form of the wire. */
    public byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return buffer.putLong(low).putLong(high).array();
    }

    /** How many cells there are in the set. */
    public int count() {
        return Long.bitCount(high) + Long.bitCount(low);
    }

    public boolean isEmpty() {
        return (high | low) == 0;
    }

    public boolean has(int index) {
        return ((index < Long.SIZE ? low >>> index : high >>> (index - Long.SIZE)) & 1) == 1;
    }

    /** The indices, rising. */
    public int[] indices() {
        return IntStream.range(0, CELLS).filter(this::has).toArray();
    }

    public boolean isIn(CellMask other) {
        return (high & ~other.high) == 0 && (low & ~other.low) == 0;
    }

    public CellMask and(CellMask other) {
        return new CellMask(high & other.high, low & other.low);
    }

    public CellMask or(CellMask other) {
        return new CellMask(high | other.high, low | other.low);
    }

    public CellMask without(CellMask other) {
        return new CellMask(high & ~other.high, low & ~other.low);
    }
}
