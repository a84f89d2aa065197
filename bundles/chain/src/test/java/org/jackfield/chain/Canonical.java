package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jackfield.rlp.RlpException;

/** What must hold of a chain at any time that nobody writes. */
final class Canonical {

    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(20);

    private Canonical() {}

    /**
     * From the genesis block to the head every block is whole and follows the one before it, and its transactions are
     * found where they are, once they are indexed; the index ends there.
     */
    static void check(Chain chain) {
        awaitIndex(chain);
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

    /** Until the transactions are indexed, if they are wanted. */
    static void awaitIndex(Chain chain) {
        long deadline = System.nanoTime() + WAIT_NANOS;
        while (chain.transactionIndexing() == TransactionIndexing.IN_PROGRESS) {
            assertTrue(System.nanoTime() < deadline, "the index is not at the head");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
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
