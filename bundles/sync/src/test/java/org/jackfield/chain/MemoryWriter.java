package org.jackfield.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A chain in memory that verifies as the stored one does, and counts. For one thread. */
public final class MemoryWriter implements ChainWriter {

    private record Stored(Block block, BigInteger totalDifficulty, boolean receipts, boolean accessList) {}

    private final HeaderRules rules;
    private final boolean byStake;
    private final Map<ByteBuffer, Stored> blocks = new HashMap<>();
    private Stored head;
    /** Blocks that were given to it and were there already. */
    public final AtomicInteger repeated = new AtomicInteger();

    public int largestBatch;
    /** So many appends fail next, as if the disk were full. */
    public int failures;

    public MemoryWriter(Branch branch) {
        rules = new HeaderRules(branch.genesis());
        byStake = branch.byStake();
        Block genesis = branch.block(0);
        head = new Stored(genesis, genesis.header().difficulty(), true, false);
        blocks.put(key(genesis.header().hash()), head);
    }

    @Override
    public int append(List<NewBlock> added) throws RejectedBlockException, IOException {
        if (failures > 0) {
            failures--;
            throw new IOException("no space left on device");
        }
        largestBatch = Math.max(largestBatch, added.size());
        int fresh = 0;
        for (int i = 0; i < added.size(); i++) {
            if (has(added.get(i).block().header().hash())) {
                repeated.incrementAndGet();
            } else {
                append(added.get(i), i);
                fresh++;
            }
        }
        return fresh;
    }

    private void append(NewBlock added, int index) throws RejectedBlockException {
        BlockHeader header = added.block().header();
        Stored parent = blocks.get(key(header.parentHash()));
        if (parent == null) {
            throw new RejectedBlockException(
                    RejectedBlockException.Kind.UNKNOWN_PARENT, index, header + " follows nothing");
        }
        try {
            rules.check(parent.block().header(), parent.totalDifficulty(), header);
            Optional<String> objection = Candidate.of(added).objection();
            if (objection.isPresent()) {
                throw new InvalidBlockException(objection.get());
            }
        } catch (InvalidBlockException e) {
            throw new RejectedBlockException(RejectedBlockException.Kind.INVALID, index, e.getMessage());
        }
        Stored stored = new Stored(
                added.block(),
                parent.totalDifficulty().add(header.difficulty()),
                added.receipts().isPresent(),
                added.accessList().isPresent());
        blocks.put(key(header.hash()), stored);
        boolean better = byStake ? parent == head : stored.totalDifficulty().compareTo(head.totalDifficulty()) > 0;
        head = better ? stored : head;
    }

    @Override
    public int store(List<NewBlock> added) {
        throw new UnsupportedOperationException("a synchronization lets the head follow");
    }

    @Override
    public boolean choose(byte[] hash) {
        head = has(hash) ? blocks.get(key(hash)) : head;
        return has(hash);
    }

    @Override
    public AutoCloseable listen(ChainListener listener) {
        throw new UnsupportedOperationException("nobody listens in these tests");
    }

    public boolean has(byte[] hash) {
        return blocks.containsKey(key(hash));
    }

    /** Whether its receipts were given with it. */
    public boolean hasReceipts(byte[] hash) {
        return blocks.get(key(hash)).receipts();
    }

    public boolean hasAccessList(byte[] hash) {
        return blocks.get(key(hash)).accessList();
    }

    public ChainHead head() {
        BlockHeader header = head.block().header();
        return new ChainHead(header.number(), header.hash(), head.totalDifficulty(), header.timestamp());
    }

    public boolean byStake() {
        return byStake;
    }

    private static ByteBuffer key(byte[] hash) {
        return ByteBuffer.wrap(hash);
    }
}
