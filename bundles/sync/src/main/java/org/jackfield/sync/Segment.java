package org.jackfield.sync;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jackfield.api.NodeId;
import org.jackfield.chain.BlockHeader;
import org.jackfield.crypto.Hash;

/** A part of a stretch, filled with headers downwards from a hash. What is in it is linked. Used under the room's lock. */
final class Segment {

    private final int size;
    private final List<BlockHeader> headers = new ArrayList<>();
    private Hash next;
    private Optional<Hash> bottom;
    private boolean joined;

    /** Whether somebody is being asked. */
    boolean busy;
    /** Peers that had nothing of it. */
    final Set<NodeId> lacking = new HashSet<>();

    /**
     * @param size how many headers belong to it
     * @param bottom what the block below it is said to be
     */
    Segment(Hash top, int size, Optional<Hash> bottom) {
        this.next = top;
        this.size = size;
        this.bottom = bottom;
    }

    /** Falling. */
    List<BlockHeader> headers() {
        return headers;
    }

    /** The block that is missing next: its first, or the parent of its last. */
    Hash next() {
        return next;
    }

    int missing() {
        return size - headers.size();
    }

    /** Whether there is nothing to be asked for any more. */
    boolean done() {
        return joined || missing() == 0;
    }

    /** Whether its last block's parent is known. */
    boolean joined() {
        return joined;
    }

    void join() {
        joined = true;
    }

    void add(BlockHeader header) {
        headers.add(header);
        next = Hash.of(header.parentHash());
    }

    /** Whether what it was said to stand upon is not what it stands upon. */
    boolean betrayed() {
        return done() && !joined && bottom.isPresent() && !bottom.get().equals(next);
    }

    /** Tells what the block below it is said to be. */
    void expect(Hash below) {
        bottom = Optional.of(below);
    }

    /** Nothing is said any more of what is below it. */
    void end() {
        bottom = Optional.empty();
    }
}
