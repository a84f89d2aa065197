package org.jackfield.ethapi;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardOldestPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Chain;
import org.jackfield.chain.ChainHead;
import org.jackfield.chain.ChainWriter;
import org.jackfield.chain.HeadChange;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells subscribers which blocks have come to the canonical chain and which have left it: on a thread of its own, as the
 * chain's must not wait for the reading of blocks. Of a move by more than {@value #MAX_BLOCKS} blocks, an import say, the last
 * ones are told; of {@value #MAX_WAITING} moves that wait, the oldest is passed over.
 */
@Component(service = HeadFollower.class)
public final class HeadFollower {

    static final int MAX_BLOCKS = 128;

    private static final int MAX_WAITING = 1_024;
    private static final int IDLE_SECONDS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(HeadFollower.class);

    private final Chain chain;
    private final List<Consumer<Step>> followers = new CopyOnWriteArrayList<>();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            HeadFollower::newThread,
            new DiscardOldestPolicy());
    private final AutoCloseable listening;

    /** @param removed whether it has left the chain */
    record Step(BlockHeader header, boolean removed) {}

    @Activate
    public HeadFollower(@Reference Chain chain, @Reference ChainWriter writer) {
        this.chain = chain;
        thread.allowCoreThreadTimeOut(true);
        listening = writer.listen(change -> {
            if (!followers.isEmpty()) {
                thread.execute(() -> tell(change));
            }
        });
    }

    @Deactivate
    void close() throws Exception {
        listening.close();
        thread.shutdownNow();
    }

    /** @return closing it ends the calls */
    AutoCloseable follow(Consumer<Step> follower) {
        // Its own object, so that closing takes away this one and no other.
        Consumer<Step> mine = follower::accept;
        followers.add(mine);
        return () -> followers.remove(mine);
    }

    private void tell(HeadChange change) {
        try {
            if (change.reorganised()) {
                backTo(change.ancestor(), change.from()).forEach(header -> tell(new Step(header, true)));
            }
            backTo(change.ancestor(), change.to())
                    .descendingIterator()
                    .forEachRemaining(header -> tell(new Step(header, false)));
        } catch (RuntimeException e) {
            LOG.warn("A move of the head could not be followed: {}", e.toString());
        }
    }

    private void tell(Step step) {
        followers.forEach(follower -> follower.accept(step));
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "ethapi-heads");
        thread.setDaemon(true);
        return thread;
    }

    /** From a head back to the block after the ancestor, the head first. */
    private Deque<BlockHeader> backTo(long ancestor, ChainHead head) {
        Deque<BlockHeader> headers = new ArrayDeque<>();
        Optional<BlockHeader> next = chain.header(head.hash());
        while (next.isPresent() && next.get().number() > ancestor && headers.size() < MAX_BLOCKS) {
            headers.addLast(next.get());
            next = chain.header(next.get().parentHash());
        }
        return headers;
    }
}
