package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.util.List;
import org.jackfield.rlp.RlpException;

/** What must hold of a chain at any time that nobody writes. */
final class Canonical {

    private Canonical() {}

    /**
     * From the genesis block to the head every block is whole and follows the one before it, and its transactions are
     * found where they are; the index ends there.
     */
    static void check(Chain chain) {
        byte[] parent = chain.genesis().hash();
        ChainHead head = chain.head();
        for (long number = 1; number <= head.number(); number++) {
            BlockHeader header = chain.header(number).orElseThrow();
            assertArrayEquals(parent, header.parentHash());
            parent = header.hash();
            assertArrayEquals(parent, chain.canonicalHash(number).orElseThrow());
            BlockBody body = body(chain, parent);
            assertArrayEquals(header.transactionsRoot(), body.transactionsRoot());
            checkIndex(chain, header, body.transactionHashes());
        }
        assertArrayEquals(parent, head.hash());
        assertTrue(chain.totalDifficulty(parent).orElseThrow().equals(head.totalDifficulty()));
        assertTrue(chain.canonicalHash(head.number() + 1).isEmpty());
    }

    private static void checkIndex(Chain chain, BlockHeader header, List<byte[]> transactions) {
        for (int i = 0; i < transactions.size(); i++) {
            TransactionPlace place = chain.transaction(transactions.get(i)).orElseThrow();
            assertArrayEquals(header.hash(), place.blockHash());
            assertEquals(header.number(), place.number());
            assertEquals(i, place.index());
        }
    }

    private static BlockBody body(Chain chain, byte[] hash) {
        try {
            return BlockBody.decode(chain.body(hash).orElseThrow());
        } catch (RlpException e) {
            throw new UncheckedIOException(e);
        }
    }
}
