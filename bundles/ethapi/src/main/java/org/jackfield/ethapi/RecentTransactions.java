package org.jackfield.ethapi;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockHeader;

/**
 * Where the transactions of the last {@value #BLOCKS} blocks are, by their hashes. Brought up to date when it is asked, so it
 * costs nothing while nobody asks. For any thread.
 */
final class RecentTransactions {

    static final int BLOCKS = 1_024;
    /** Some 100 bytes each. */
    static final int MAX_TRANSACTIONS = 400_000;

    private final Blocks blocks;
    private final Lock lock = new ReentrantLock();
    private final Map<ByteBuffer, Place> places = new HashMap<>();
    /** The blocks that are in {@link #places}, the last one first: a piece of one chain. */
    private final Deque<Known> known = new ArrayDeque<>();

    RecentTransactions(Blocks blocks) {
        this.blocks = blocks;
    }

    /** @param index in the block */
    record Place(BlockHeader header, int index) {}

    private record Known(BlockHeader header, List<ByteBuffer> transactions) {

        static Known of(Block block) {
            return new Known(
                    block.header(),
                    block.body().transactions().stream()
                            .map(transaction -> ByteBuffer.wrap(transaction.hash()))
                            .toList());
        }

        boolean is(BlockHeader other) {
            return Arrays.equals(header.hash(), other.hash());
        }
    }

    /** Where the transaction is on the canonical chain, if in one of the last blocks. */
    Optional<Place> find(byte[] hash) {
        lock.lock();
        try {
            catchUp();
            return Optional.ofNullable(places.get(ByteBuffer.wrap(hash)))
                    .filter(place -> blocks.isCanonical(place.header()));
        } finally {
            lock.unlock();
        }
    }

    /** Goes back from the head to a block that is known; what is known beyond that has left the chain. */
    private void catchUp() {
        Deque<Known> missing = new ArrayDeque<>();
        int count = 0;
        Optional<BlockHeader> next = blocks.chain().header(blocks.chain().head().hash());
        while (next.isPresent() && missing.size() < BLOCKS && count < MAX_TRANSACTIONS && !isKnown(next.get())) {
            Optional<Known> block = next.flatMap(blocks::block).map(Known::of);
            block.ifPresent(missing::addFirst);
            count += block.map(present -> present.transactions().size()).orElse(0);
            next = block.map(Known::header)
                    .filter(header -> header.number() > 0)
                    .flatMap(header -> blocks.chain().header(header.parentHash()));
        }
        while (!known.isEmpty() && next.filter(known.getFirst()::is).isEmpty()) {
            forget(known.removeFirst());
        }
        missing.forEach(this::add);
        while (known.size() > BLOCKS || places.size() > MAX_TRANSACTIONS && known.size() > 1) {
            forget(known.removeLast());
        }
    }

    private boolean isKnown(BlockHeader header) {
        return known.stream().anyMatch(block -> block.is(header));
    }

    private void add(Known block) {
        for (int i = 0; i < block.transactions().size(); i++) {
            places.put(block.transactions().get(i), new Place(block.header(), i));
        }
        known.addFirst(block);
    }

    private void forget(Known block) {
        block.transactions().forEach(places::remove);
    }
}
