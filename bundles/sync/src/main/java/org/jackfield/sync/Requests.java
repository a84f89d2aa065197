package org.jackfield.sync;

import java.util.List;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.HeaderRange;

/** The request that a job takes. */
final class Requests {

    private Requests() {}

    /** @param capacity how many headers at most, where that is open */
    static BlockRequest of(Job job, long id, int capacity) {
        if (job instanceof Job.Probe) {
            return new BlockRequest.Headers(
                    id, HeaderRange.of(((Job.Probe) job).head().bytes(), 1, 0, false));
        }
        if (job instanceof Job.Waypoint) {
            return new BlockRequest.Headers(id, HeaderRange.of(((Job.Waypoint) job).number(), 1, 0, false));
        }
        if (job instanceof Job.Skeleton) {
            return new BlockRequest.Headers(id, ((Job.Skeleton) job).stretch().skeletonRange());
        }
        if (job instanceof Job.Fill) {
            Job.Fill fill = (Job.Fill) job;
            return new BlockRequest.Headers(id, fill.stretch().fillRange(fill.segment(), capacity));
        }
        if (job instanceof Job.Bodies) {
            return new BlockRequest.Bodies(id, hashes(((Job.Bodies) job).headers()));
        }
        if (job instanceof Job.Lists) {
            return new BlockRequest.AccessLists(id, hashes(((Job.Lists) job).headers()));
        }
        Job.Receipts receipts = (Job.Receipts) job;
        return new BlockRequest.Receipts(
                id, hashes(receipts.headers()), receipts.begun().receipts().size());
    }

    private static List<byte[]> hashes(List<BlockHeader> headers) {
        return headers.stream().map(BlockHeader::hash).toList();
    }
}
