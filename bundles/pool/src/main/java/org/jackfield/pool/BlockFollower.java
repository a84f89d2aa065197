package org.jackfield.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jackfield.chain.BlockBody;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Chain;
import org.jackfield.chain.ChainHead;
import org.jackfield.chain.ChainListener;
import org.jackfield.chain.HeadChange;
import org.jackfield.chain.Hex;
import org.jackfield.chain.RawTransaction;
import org.jackfield.chain.Transaction;
import org.jackfield.crypto.Hash;
import org.jackfield.rlp.RlpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes transactions out of the pool when a block has them, and back in when it is reorganised away. While the chain moves
 * faster than its blocks are read, as in a sync, it skips to the last ones.
 *
 * <p>A blob transaction comes back if it was in the pool before, as its block does not have the blobs.
 */
final class BlockFollower implements ChainListener {

    /** Blocks read after one move of the head at most; they are those of some 13 minutes. */
    private static final int MAX_BLOCKS = 64;
    /** Of blob transactions that may come back: 128 blobs, those of a dozen blocks and more. */
    private static final long MAX_LIMBO_BYTES = 16 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(BlockFollower.class);

    private final Chain chain;
    private final MemoryPool pool;
    private final Admission admission;
    private final Consumer<Hash> settled;
    private final Executor executor;
    private final AtomicBoolean waiting = new AtomicBoolean();

    // Only touched by the executor.
    private final Limbo limbo = new Limbo(MAX_LIMBO_BYTES);
    private ChainHead followed;

    /**
     * @param settled hears of what blocks have
     * @param executor of one thread
     */
    BlockFollower(Chain chain, MemoryPool pool, Admission admission, Consumer<Hash> settled, Executor executor) {
        this.chain = chain;
        this.pool = pool;
        this.admission = admission;
        this.settled = settled;
        this.executor = executor;
        followed = chain.head();
    }

    @Override
    public void headChanged(HeadChange change) {
        if (waiting.compareAndSet(false, true)) {
            try {
                executor.execute(this::follow);
            } catch (RejectedExecutionException e) {
                LOG.debug(
                        "The pool is closing, it does not follow to {}",
                        change.to().number());
            }
        }
    }

    private void follow() {
        waiting.set(false);
        try {
            ChainHead head = chain.head();
            admission.rules(ChainRules.at(chain));
            List<byte[]> gone = gone();
            List<Transaction> returned = takeBack(gone);
            long ancestor = followed.number() - gone.size();
            for (long number = Math.max(ancestor, head.number() - MAX_BLOCKS) + 1; number <= head.number(); number++) {
                chain.canonicalHash(number).ifPresent(this::include);
            }
            followed = head;
            returned.forEach(this::offer);
        } catch (RuntimeException e) {
            LOG.warn("The transaction pool cannot follow the chain: {}", e.toString());
        }
    }

    /** Blocks that were canonical and no longer are, the last one first. */
    private List<byte[]> gone() {
        List<byte[]> gone = new ArrayList<>();
        byte[] hash = followed.hash();
        for (long number = followed.number(); number > 0 && gone.size() < MAX_BLOCKS; number--) {
            Optional<BlockHeader> header = chain.header(hash);
            if (header.isEmpty() || chain.isCanonical(number, hash)) {
                break;
            }
            gone.add(hash);
            hash = header.get().parentHash();
        }
        return gone;
    }

    /** Takes nonces back, the last one first, so that the lowest one of a sender is what remains. */
    private List<Transaction> takeBack(List<byte[]> blocks) {
        List<Transaction> returned = new ArrayList<>();
        for (byte[] block : blocks) {
            List<Transaction> transactions = transactions(block);
            for (int i = transactions.size() - 1; i >= 0; i--) {
                Transaction transaction = transactions.get(i);
                transaction.sender().ifPresent(sender -> pool.advance(sender, transaction.nonce()));
                returned.add(0, transaction);
            }
        }
        return returned;
    }

    private void include(byte[] block) {
        if (pool.isIdle()) {
            return;
        }
        for (Transaction transaction : transactions(block)) {
            Hash hash = Hash.of(transaction.hash());
            settled.accept(hash);
            pool.find(hash).filter(PooledTransaction::hasBlobs).ifPresent(limbo::keep);
            transaction.sender().ifPresent(sender -> pool.advance(sender, transaction.nonce() + 1));
        }
    }

    private void offer(Transaction transaction) {
        try {
            if (transaction.type() != Transaction.BLOB) {
                pool.add(transaction);
                return;
            }
            Optional<PooledTransaction> kept = limbo.take(Hash.of(transaction.hash()));
            if (kept.isPresent()) {
                pool.offer(kept.get());
            }
        } catch (InvalidTransactionException e) {
            LOG.debug("A transaction reorganised away does not come back: {}", e.getMessage());
        }
    }

    private List<Transaction> transactions(byte[] block) {
        List<Transaction> transactions = new ArrayList<>();
        try {
            for (RawTransaction raw :
                    BlockBody.decode(chain.body(block).orElseThrow()).transactions()) {
                transactions.add(Transaction.decodeFrontier(raw));
            }
        } catch (RlpException | NoSuchElementException e) {
            LOG.debug("The pool does not see all of block {}: {}", Hex.brief(block), e.getMessage());
        }
        return transactions;
    }
}
