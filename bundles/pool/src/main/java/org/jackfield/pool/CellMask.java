package org.jackfield.pool;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A set of cell indices from 0 to 127, {@code B_16} on the wire (devp2p caps/eth.md, GetCells; EIP-8070): index i is bit
 * {@code i % 8} of byte {@code i / 8}, as geth has it (core/types/custody_bitmap.go).
 *
 * @param high indices 64 to 127, index 64 in the lowest bit
 * @param low indices 0 to 63, index 0 in the lowest bit
 */
public record CellMask(long high, long low) {

    /** Length on the wire. */
    public static final int BYTES = 16;

    public static final CellMask NONE = new CellMask(0, 0);
    public static final CellMask ALL = new CellMask(-1, -1);

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

    public boolean has(int index) {
        return ((index < Long.SIZE ? low >>> index : high >>> (index - Long.SIZE)) & 1) == 1;
    }

    public boolean isIn(CellMask other) {
        return (high & ~other.high) == 0 && (low & ~other.low) == 0;
    }

    public CellMask and(CellMask other) {
        return new CellMask(high & other.high, low & other.low);
    }
}
