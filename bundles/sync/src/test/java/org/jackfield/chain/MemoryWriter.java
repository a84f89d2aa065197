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
                fresh += complete(added.get(i)) ? 1 : 0;
            } else {
                append(added.get(i), i);
                fresh++;
            }
        }
        return fresh;
    }

    private void append(NewBlock added, int index) throws RejectedBlockException {
        BlockHeader header = added.block().header();
        Stored parent = parent(header, index);
        check(parent, header, index);
        Optional<String> objection = Candidate.of(added).objection();
        if (objection.isPresent()) {
            throw new RejectedBlockException(RejectedBlockException.Kind.INVALID, index, objection.get());
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

    /** @return whether its access list is new */
    private boolean complete(NewBlock added) {
        ByteBuffer key = key(added.block().header().hash());
        Stored stored = blocks.get(key);
        boolean completed = added.accessList().isPresent() && !stored.accessList();
        if (completed) {
            blocks.put(key, new Stored(stored.block(), stored.totalDifficulty(), stored.receipts(), true));
        } else {
            repeated.incrementAndGet();
        }
        return completed;
    }

    private Stored parent(BlockHeader header, int index) throws RejectedBlockException {
        Stored parent = blocks.get(key(header.parentHash()));
        if (parent == null) {
            throw new RejectedBlockException(
                    RejectedBlockException.Kind.UNKNOWN_PARENT, index, header + " follows nothing");
        }
        return parent;
    }

    private void check(Stored parent, BlockHeader header, int index) throws RejectedBlockException {
        try {
            rules.check(parent.block().header(), parent.totalDifficulty(), header);
        } catch (InvalidBlockException e) {
            throw new RejectedBlockException(RejectedBlockException.Kind.INVALID, index, e.getMessage());
        }
    }

    @Override
    public BigInteger verify(BlockHeader header) throws RejectedBlockException {
        Stored parent = parent(header, 0);
        check(parent, header, 0);
        return parent.totalDifficulty().add(header.difficulty());
    }

    @Override
    public int store(List<NewBlock> added) throws RejectedBlockException, IOException {
        Stored before = head;
        int fresh = append(added);
        head = before;
        return fresh;
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

    /** Of the canonical block; walks down from the head. */
    public Optional<BlockHeader> header(long number) {
        Stored at = head;
        while (at.block().header().number() > number) {
            at = blocks.get(key(at.block().header().parentHash()));
        }
        BlockHeader header = at.block().header();
        return header.number() == number ? Optional.of(header) : Optional.empty();
    }

    public Optional<Block> block(byte[] hash) {
        return Optional.ofNullable(blocks.get(key(hash))).map(Stored::block);
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
