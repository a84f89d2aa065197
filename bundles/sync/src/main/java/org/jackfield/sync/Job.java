package org.jackfield.sync;

import java.util.List;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Receipt;
import org.jackfield.crypto.Hash;

/** What a request is good for. */
sealed interface Job {

    /** The number of a peer's head is to be learnt. */
    record Probe(Hash head) implements Job {}

    /** A block on the way to a head that is far away, by its number. */
    record Waypoint(long number) implements Job {}

    /** Every so-manyth header of a stretch. */
    record Skeleton(Stretch stretch) implements Job {}

    /** Headers of a part of a stretch, downwards. */
    record Fill(Stretch stretch, Segment segment) implements Job {}

    /** @param items indices in the harvest */
    record Bodies(Harvest harvest, int[] items, List<BlockHeader> headers) implements Job {}

    /**
     * @param items indices in the harvest
     * @param begun receipts of the first of them that are here already; {@link Partial#NONE} usually
     */
    record Receipts(Harvest harvest, int[] items, List<BlockHeader> headers, Partial begun) implements Job {}

    /** Access lists, be they of blocks that are being fetched or of such as are here already. */
    sealed interface Lists extends Job {
        List<BlockHeader> headers();
    }

    /** @param items indices in the harvest */
    record AccessLists(Harvest harvest, int[] items, List<BlockHeader> headers) implements Lists {}

    record MissingLists(LateLists source, List<BlockHeader> headers) implements Lists {}

    /**
     * The beginning of a block's receipts, all of it from one peer, so that it is known who is to blame.
     *
     * @param bytes their size as they came
     */
    record Partial(List<Receipt> receipts, long bytes) {
        static final Partial NONE = new Partial(List.of(), 0);
    }
}
