package org.jackfield.chain;

/**
 * A move of the head. Blocks of the old branch that lie behind the fork are still stored.
 *
 * @param from the head before
 * @param to the head now
 * @param ancestor number of the last block that both have; that of {@code from} if blocks were only added
 */
public record HeadChange(ChainHead from, ChainHead to, long ancestor) {

    /** Whether blocks have left the canonical chain. */
    public boolean reorganised() {
        return ancestor < from.number();
    }
}
