package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import org.jackfield.rlp.RlpException;

/** What must hold of a chain at any time that nobody writes. */
final class Canonical {

    private Canonical() {}

    /** From the genesis block to the head every block is whole and follows the one before it; the index ends there. */
    static void check(Chain chain) {
        byte[] parent = chain.genesis().hash();
        ChainHead head = chain.head();
        for (long number = 1; number <= head.number(); number++) {
            BlockHeader header = chain.header(number).orElseThrow();
            assertArrayEquals(parent, header.parentHash());
            parent = header.hash();
            assertArrayEquals(parent, chain.canonicalHash(number).orElseThrow());
            assertArrayEquals(header.transactionsRoot(), body(chain, parent).transactionsRoot());
        }
        assertArrayEquals(parent, head.hash());
        assertTrue(chain.totalDifficulty(parent).orElseThrow().equals(head.totalDifficulty()));
        assertTrue(chain.canonicalHash(head.number() + 1).isEmpty());
    }

    private static BlockBody body(Chain chain, byte[] hash) {
        try {
            return BlockBody.decode(chain.body(hash).orElseThrow());
        } catch (RlpException e) {
            throw new UncheckedIOException(e);
        }
    }
}
