package org.jackfield.sync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jackfield.api.NodeId;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockAccessList;
import org.jackfield.chain.BlockBody;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.NewBlock;
import org.jackfield.chain.ReceiptList;
import org.jackfield.crypto.Hash;

/**
 * Bodies, receipts and access lists for linked headers: who is asked for which, what has come, and what can be written.
 * Only a window of blocks and of bytes beyond the last written one is asked for; what comes beyond the bytes is thrown away
 * and asked for again, except what is due next, so that it always gets on. Used under the room's lock.
 */
final class Harvest {

    static final int BATCH_BLOCKS = 1024;
    /** A batch that need not wait for more. */
    static final int GOOD_BATCH = 512;

    static final long BATCH_BYTES = 8L << 20;

    /** Before the goal: what a node that was away for less than an hour may ask for. */
    static final int ACCESS_LIST_BLOCKS = 256;

    /** Of an item, as long as none has come. */
    private static final double USUAL_BYTES = 4096;

    private final Goal goal;
    private final Hash top;
    private final List<BlockHeader> headers;
    private final long windowBytes;
    private final BlockBody[] bodies;
    private final ReceiptList[] receipts;
    private final BlockAccessList[] accessLists;
    private final int[] bytes;
    private final Map<Kind, Column> columns = new EnumMap<>(Kind.class);

    private int handed;
    private int written;
    private long heldBytes;

    /** Peers on this branch. */
    private final Set<NodeId> vouched;
    /** By kind: peers that had nothing of it. */
    private final List<Set<NodeId>> lacking = IntStream.range(0, Kind.values().length)
            .<Set<NodeId>>mapToObj(i -> new HashSet<>())
            .toList();

    /**
     * @param headers rising and linked, on a block that is known
     */
    Harvest(Goal goal, List<BlockHeader> headers, Set<NodeId> vouched, Wanted wanted, long windowBytes) {
        this.goal = goal;
        this.headers = List.copyOf(headers);
        this.top = Hash.of(headers.get(headers.size() - 1).hash());
        this.vouched = vouched;
        this.windowBytes = windowBytes;
        bodies = new BlockBody[headers.size()];
        receipts = new ReceiptList[headers.size()];
        accessLists = new BlockAccessList[headers.size()];
        bytes = new int[headers.size()];
        columns.put(Kind.BODIES, new Column(headers.size(), USUAL_BYTES));
        columns.put(Kind.RECEIPTS, new Column(headers.size(), USUAL_BYTES));
        // Few blocks' are fetched: they do not take the room of what all have.
        columns.put(Kind.ACCESS_LISTS, new Column(headers.size(), 0));
        for (int i = 0; i < headers.size(); i++) {
            spareEmpty(i, wanted);
        }
    }

    private void spareEmpty(int i, Wanted wanted) {
        Optional<BlockBody> empty = Empty.body(headers.get(i));
        if (empty.isPresent()) {
            bodies[i] = empty.get();
            columns.get(Kind.BODIES).spare(i);
        }
        if (!wanted.receipts() || Empty.receipts(headers.get(i))) {
            columns.get(Kind.RECEIPTS).spare(i);
        }
        boolean recent = goal.number().orElse(topNumber()) - numberOf(i) < ACCESS_LIST_BLOCKS;
        if (!wanted.accessLists() || !recent || Empty.accessList(headers.get(i))) {
            columns.get(Kind.ACCESS_LISTS).spare(i);
        }
    }

    Goal goal() {
        return goal;
    }

    Hash top() {
        return top;
    }

    long topNumber() {
        return headers.get(headers.size() - 1).number();
    }

    int size() {
        return headers.size();
    }

    /** The last one, once all is stored. */
    Block topBlock() {
        return new Block(header(size() - 1), bodies[size() - 1]);
    }

    BlockHeader header(int item) {
        return headers.get(item);
    }

    boolean vouchedBy(NodeId peer) {
        return vouched.contains(peer);
    }

    boolean vouchedOnlyBy(NodeId peer) {
        return vouched.stream().allMatch(peer::equals);
    }

    boolean lacks(Kind kind, NodeId peer) {
        return lacking.get(kind.ordinal()).contains(peer);
    }

    /** The peer has nothing of it. */
    void lacking(Kind kind, NodeId peer) {
        lacking.get(kind.ordinal()).add(peer);
    }

    Set<NodeId> lacking(Kind kind) {
        return lacking.get(kind.ordinal());
    }

    void forgive() {
        lacking.forEach(Set::clear);
    }

    /** Whether there is anything to ask for now. */
    boolean hasWork(Kind kind) {
        return columns.get(kind).hasPending(limit());
    }

    /**
     * Takes blocks to ask for, the lowest first; they count as asked then.
     *
     * @param first number of the first block that the peer has
     * @param last number of the last one
     */
    int[] take(Kind kind, int most, long first, long last) {
        return columns.get(kind).take(limit(), most, i -> numberOf(i) >= first && numberOf(i) <= last);
    }

    private long numberOf(int item) {
        return topNumber() - (headers.size() - 1 - item);
    }

    /** Where asking ends for now. The window is one of blocks, so that bodies do not take the room of receipts that are due. */
    private int limit() {
        double perBlock =
                columns.values().stream().mapToDouble(Column::usualBytes).sum();
        long fitting = heldBytes < windowBytes ? (long) (windowBytes / perBlock) : 0;
        return (int) Math.min(headers.size(), handed + Math.max(1, fitting));
    }

    /** Items of a request that is over or given to somebody else: what has not come is to be asked for again. */
    void release(Kind kind, int[] items) {
        columns.get(kind).release(items);
    }

    /** @return whether an item is still missing, and counts as asked for from now on */
    boolean retake(int item) {
        return columns.get(Kind.RECEIPTS).retake(item);
    }

    /** @return whether it was still missing and is kept */
    boolean body(int item, BlockBody body, int size) {
        if (!accept(Kind.BODIES, item, size)) {
            return false;
        }
        bodies[item] = body;
        return true;
    }

    boolean receipts(int item, ReceiptList list, int size) {
        if (!accept(Kind.RECEIPTS, item, size)) {
            return false;
        }
        receipts[item] = list;
        return true;
    }

    boolean accessList(int item, BlockAccessList list) {
        if (!accept(Kind.ACCESS_LISTS, item, list.encoded().length)) {
            return false;
        }
        accessLists[item] = list;
        return true;
    }

    private boolean accept(Kind kind, int item, int size) {
        Column column = columns.get(kind);
        if (column.has(item)) {
            return false;
        }
        if (heldBytes + size > windowBytes && item != handed) {
            column.thrownAway(size);
            return false;
        }
        column.came(item, size);
        bytes[item] += size;
        heldBytes += size;
        return true;
    }

    /**
     * What is to be written next.
     *
     * @param whatever even if more would be better
     */
    List<NewBlock> batch(boolean whatever) {
        int end = handed;
        long size = 0;
        while (end < headers.size() && complete(end) && end - handed < BATCH_BLOCKS && size < BATCH_BYTES) {
            size += bytes[end++];
        }
        boolean good = end - handed >= GOOD_BATCH || size >= BATCH_BYTES / 2 || end == headers.size();
        if (!good && !whatever) {
            return List.of();
        }
        List<NewBlock> blocks = new ArrayList<>(end - handed);
        for (; handed < end; handed++) {
            blocks.add(block(handed));
        }
        return blocks;
    }

    private boolean complete(int item) {
        return columns.values().stream().allMatch(column -> column.has(item));
    }

    private NewBlock block(int item) {
        return new NewBlock(
                new Block(headers.get(item), bodies[item]),
                Optional.ofNullable(receipts[item]),
                Optional.ofNullable(accessLists[item]));
    }

    /** The batch handed out last is stored. */
    void written() {
        for (; written < handed; written++) {
            heldBytes -= bytes[written];
            // The last one may be told of.
            bodies[written] = written + 1 < headers.size() ? null : bodies[written];
            receipts[written] = null;
            accessLists[written] = null;
        }
    }

    /** Whether all is stored. */
    boolean done() {
        return written == headers.size();
    }

    /** Goes on without what nobody has of it. */
    void waive(Kind kind) {
        columns.get(kind).waive(handed);
    }

    /** Whether the body is here that is to be written next, and this is not. */
    boolean waitsFor(Kind kind) {
        return handed < headers.size()
                && columns.get(Kind.BODIES).has(handed)
                && !columns.get(kind).has(handed);
    }

    /** Whether one of the items is what the writing waits for. */
    boolean due(int[] items) {
        return items.length > 0 && Arrays.stream(items).anyMatch(item -> item == handed);
    }

    long heldBytes() {
        return heldBytes;
    }
}
