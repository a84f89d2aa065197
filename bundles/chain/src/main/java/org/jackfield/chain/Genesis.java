package org.jackfield.chain;

import java.util.Map;

/**
 * Where a chain begins and by which rules it goes on.
 *
 * @param header of block 0
 * @param chainId EIP-155
 * @param config the {@code config} object of the genesis file as it stands there: maps, lists, strings, numbers and
 *     booleans
 * @param forks when they take effect
 * @param forkIds what nodes tell each other about that
 */
public record Genesis(
        BlockHeader header, long chainId, Map<String, Object> config, ForkSchedule forks, ForkIds forkIds) {

    /** Hash of block 0. */
    public byte[] hash() {
        return header.hash();
    }
}
