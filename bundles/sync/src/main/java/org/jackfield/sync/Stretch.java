package org.jackfield.sync;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.jackfield.api.NodeId;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.HeaderRange;
import org.jackfield.crypto.Hash;

/**
 * A bounded run of headers below a hash. First every {@value #STEP}th header is asked of one peer, the skeleton; then what
 * lies between is asked of all peers at once. What hangs together by hashes with the top is true to it, whoever sent it;
 * so a skeleton that does not fit betrays who gave it.
 *
 * <pre>
 *   top ── segment 0 ── rung 1 ── segment 1 ── rung 2 ── … ── a block that is known, or the end of the stretch
 * </pre>
 *
 * Used under the room's lock.
 */
final class Stretch {

    static final int STEP = 512;
    /** Bounds the memory of a stretch: some 2 KB a header. */
    static final int LIMIT = 16 * STEP;
    /** How far at once beyond the chain's head, where it is not known how deep the fork is. */
    private static final int SEARCH = 32;
    /** So often above the base it is looked whether a block is stored. */
    private static final int LOOK = 64;

    private final Hash top;
    private final long base;
    private OptionalLong number;
    private final List<Segment> segments = new ArrayList<>();
    private Optional<NodeId> giver = Optional.empty();
    private boolean skeletonDue;
    private boolean skeletonAsked;
    /** Peers that had no skeleton. */
    private final Set<NodeId> lacking = new HashSet<>();
    /** Peers that have shown to be on this branch. */
    final Set<NodeId> vouched = new HashSet<>();

    /**
     * @param number of the top, if it is known
     * @param base number of the block on which it most likely stands
     */
    Stretch(Hash top, OptionalLong number, long base) {
        this.top = top;
        this.number = number;
        this.base = base;
        segments.add(new Segment(top, STEP, Optional.empty()));
        skeletonDue = number.isPresent() && distance() > STEP;
    }

    /** Who gave the skeleton, if there is one. */
    Optional<NodeId> giver() {
        return giver;
    }

    /** Whether the job's first block is sure to be below the top; a rung of a skeleton may be made up. */
    boolean certain(Job job) {
        int at = job instanceof Job.Fill ? segments.indexOf(((Job.Fill) job).segment()) : 0;
        return at >= 0 && segments.subList(0, at).stream().allMatch(Segment::done);
    }

    Hash top() {
        return top;
    }

    OptionalLong number() {
        return number;
    }

    private long distance() {
        return Math.min(number.orElse(base) - base, LIMIT);
    }

    /**
     * What a peer can be asked; it is taken to be asked then.
     *
     * @param last number of the last block it has
     */
    Optional<Job> work(NodeId peer, long last) {
        boolean reaches = number.isEmpty() || number.getAsLong() <= last;
        if (skeletonDue && !skeletonAsked && reaches && !lacking.contains(peer)) {
            skeletonAsked = true;
            return Optional.of(new Job.Skeleton(this));
        }
        for (Segment segment : segments) {
            boolean within = number.isEmpty() || nextNumber(segment) <= last;
            if (!segment.busy && !segment.done() && within && !segment.lacking.contains(peer)) {
                segment.busy = true;
                return Optional.of(new Job.Fill(this, segment));
            }
        }
        return Optional.empty();
    }

    boolean hasWork() {
        return skeletonDue && !skeletonAsked || segments.stream().anyMatch(segment -> !segment.busy && !segment.done());
    }

    HeaderRange skeletonRange() {
        long rungs = (distance() - 1) / STEP + 1;
        return HeaderRange.of(top.bytes(), rungs, STEP - 1L, true);
    }

    HeaderRange fillRange(Segment segment, int capacity) {
        long most = Math.min(capacity, segment.missing());
        if (number.isEmpty()) {
            most = Math.min(most, SEARCH);
        } else {
            long above = nextNumber(segment) - base;
            most = Math.min(most, above > 0 ? above : SEARCH);
        }
        return HeaderRange.of(segment.next().bytes(), most, 0, true);
    }

    private long nextNumber(Segment segment) {
        if (!segment.headers().isEmpty()) {
            List<BlockHeader> headers = segment.headers();
            return headers.get(headers.size() - 1).number() - 1;
        }
        return number.orElseThrow() - (long) segments.indexOf(segment) * STEP;
    }

    /** A request has come to nothing, be it for time or for want of an answer. */
    void release(Job job, Optional<NodeId> without) {
        if (job instanceof Job.Skeleton) {
            skeletonAsked = false;
            without.ifPresent(lacking::add);
        } else if (job instanceof Job.Fill) {
            Segment segment = ((Job.Fill) job).segment();
            segment.busy = false;
            without.ifPresent(segment.lacking::add);
        }
    }

    /**
     * @param rungs falling by {@value #STEP}, the top first
     * @return whether it is of use: as long as was asked for
     * @throws BadGoalException if the top is not what it was said to be
     */
    boolean skeleton(NodeId from, List<BlockHeader> rungs) throws BadGoalException {
        skeletonAsked = false;
        checkNumber(segments.get(0), rungs.get(0));
        if (!skeletonDue) {
            return true;
        }
        if (rungs.size() < skeletonRange().limit()) {
            return false;
        }
        skeletonDue = false;
        giver = Optional.of(from);
        List<Hash> hashes = rungs.stream().map(rung -> Hash.of(rung.hash())).toList();
        segments.get(0).expect(hashes.get(1));
        for (int i = 1; i < hashes.size(); i++) {
            Optional<Hash> below = i + 1 < hashes.size() ? Optional.of(hashes.get(i + 1)) : Optional.empty();
            segments.add(new Segment(hashes.get(i), STEP, below));
        }
        return true;
    }

    /**
     * Takes headers that begin where the segment was at; if it has got further since, they are not needed.
     *
     * @param known whether a block is here
     * @throws BadGoalException if the top cannot stand on the chain here
     * @return who gave a false skeleton, if that has come out
     */
    Optional<NodeId> fill(NodeId from, Segment segment, List<BlockHeader> headers, Predicate<byte[]> known)
            throws BadGoalException {
        vouched.add(from);
        boolean current = segments.contains(segment)
                && !segment.done()
                && segment.next().is(headers.get(0).hash());
        if (current) {
            checkNumber(segment, headers.get(0));
            for (BlockHeader header : headers) {
                take(segment, header, known);
            }
        }
        return current ? settle(segment) : Optional.empty();
    }

    private void checkNumber(Segment segment, BlockHeader first) throws BadGoalException {
        if (number.isEmpty()) {
            number = OptionalLong.of(first.number());
            skeletonDue = distance() > STEP;
        }
        boolean top = first.number() == number.getAsLong();
        if (segment == segments.get(0) && segment.headers().isEmpty() && !top) {
            throw new BadGoalException("its number is " + first.number() + ", not " + number.getAsLong());
        }
    }

    private void take(Segment segment, BlockHeader header, Predicate<byte[]> known) throws BadGoalException {
        if (segment.done()) {
            return;
        }
        if (header.number() == 0) {
            throw new BadGoalException("it goes back to another genesis block");
        }
        segment.add(header);
        // Above the base only blocks of another branch may be stored: the disk is not asked for each of those.
        boolean likely = header.number() <= base + 1 || header.number() % LOOK == 0;
        if (likely && known.test(header.parentHash())) {
            segment.join();
        }
    }

    /** Draws the conclusions of a segment that is full. */
    private Optional<NodeId> settle(Segment segment) {
        int at = segments.indexOf(segment);
        if (segment.joined()) {
            skeletonDue = false;
            cutBelow(at);
        } else if (segment.betrayed()) {
            // What is above the lie hangs together, so that a new segment may go on from there.
            Optional<NodeId> liar = giver;
            cutBelow(at);
            segment.end();
            giver = Optional.empty();
            extend();
            return liar;
        }
        extend();
        return Optional.empty();
    }

    private void cutBelow(int at) {
        segments.subList(at + 1, segments.size()).clear();
    }

    /** Goes on below the last segment once that is full and there is room. */
    private void extend() {
        Segment last = segments.get(segments.size() - 1);
        if (last.done() && !last.joined() && !skeletonDue && segments.size() < LIMIT / STEP) {
            segments.add(new Segment(last.next(), STEP, Optional.empty()));
        }
    }

    /** Whether every header is here: down to a known block, or as many as a stretch holds. */
    boolean done() {
        return !skeletonDue && segments.stream().allMatch(Segment::done);
    }

    boolean joined() {
        return done() && segments.get(segments.size() - 1).joined();
    }

    /** The block below the last. */
    Hash below() {
        return segments.get(segments.size() - 1).next();
    }

    /** The number of the lowest header here. */
    OptionalLong lowest() {
        return segments.stream()
                .flatMap(segment -> segment.headers().stream())
                .mapToLong(BlockHeader::number)
                .min();
    }

    /** All headers, rising; once it is done. */
    List<BlockHeader> rising() {
        List<BlockHeader> headers = new ArrayList<>();
        segments.forEach(segment -> headers.addAll(segment.headers()));
        Collections.reverse(headers);
        return headers;
    }

    /** Who had nothing of what others had. */
    Set<NodeId> lacking() {
        Set<NodeId> all = new HashSet<>();
        segments.forEach(segment -> all.addAll(segment.lacking));
        all.removeAll(vouched);
        return all;
    }

    /** Lets those be asked again who had nothing. */
    void forgive() {
        lacking.clear();
        segments.forEach(segment -> segment.lacking.clear());
    }

    /** What lets a peer be asked again: it has moved. */
    void forgive(NodeId peer) {
        lacking.remove(peer);
        segments.forEach(segment -> segment.lacking.remove(peer));
    }
}
