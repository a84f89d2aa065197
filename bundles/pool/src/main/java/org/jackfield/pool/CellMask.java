package org.jackfield.pool;

/**
 * A set of cell indices from 0 to 127, {@code B_16} on the wire (devp2p caps/eth.md, GetCells; EIP-8070).
 *
 * @param high indices 64 to 127, index 64 in the lowest bit
 * @param low indices 0 to 63, index 0 in the lowest bit
 */
public record CellMask(long high, long low) {

    public static final CellMask NONE = new CellMask(0, 0);
    public static final CellMask ALL = new CellMask(-1, -1);

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
