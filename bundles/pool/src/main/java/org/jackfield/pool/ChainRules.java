package org.jackfield.pool;

import java.math.BigInteger;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Chain;
import org.jackfield.chain.Fork;

/**
 * The rules at the head of the chain.
 *
 * @param gasLimit of the head
 */
record ChainRules(BigInteger chainId, Fork fork, long gasLimit) {

    static ChainRules at(Chain chain) {
        BlockHeader head =
                chain.header(chain.head().hash()).orElse(chain.genesis().header());
        return new ChainRules(
                BigInteger.valueOf(chain.genesis().chainId()),
                chain.genesis().forks().at(head.number(), head.timestamp()),
                head.gasLimit());
    }
}
