package org.jackfield.sync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jackfield.crypto.Hash;

/**
 * Which new blocks a peer knows of, and which it is still to be told of: each once, whatever session it has. Used under the
 * room's lock.
 */
final class Notices {

    /** As many as go-ethereum remembers (eth/protocols/eth, maxKnownBlocks). */
    static final int MAX_KNOWN = 1024;
    /** As with go-ethereum (maxQueuedBlocks): nobody is helped by more blocks that are not new any more. */
    static final int MAX_WHOLE = 4;

    static final int MAX_HASHES = 64;

    private final Set<Hash> known = new LinkedHashSet<>();
    private final Map<Hash, BlockNotice.Whole> whole = new LinkedHashMap<>();
    private final Deque<BlockNotice.NewHash> hashes = new ArrayDeque<>();
    /** May be on its way already. */
    private Optional<BlockNotice> offered = Optional.empty();

    boolean knows(Hash hash) {
        return known.contains(hash);
    }

    /** The peer has told of it, or shown to have it: it is not to be told any more. */
    void known(Hash hash) {
        remember(hash);
        whole.remove(hash);
        hashes.removeIf(queued -> hash.is(queued.hash()));
    }

    private void remember(Hash hash) {
        if (known.add(hash) && known.size() > MAX_KNOWN) {
            known.remove(known.iterator().next());
        }
    }

    /** @return false if too many wait; the peer is not told then */
    boolean send(Hash hash, BlockNotice.Whole block) {
        boolean room = whole.size() < MAX_WHOLE;
        if (room) {
            remember(hash);
            whole.put(hash, block);
        }
        return room;
    }

    /** Of those that wait the newest are kept. */
    void announce(Hash hash, long number) {
        remember(hash);
        hashes.add(new BlockNotice.NewHash(hash.bytes(), number));
        if (hashes.size() > MAX_HASHES) {
            hashes.remove();
        }
    }

    /** What is to be told next; the same until it is {@link #told}. */
    Optional<BlockNotice> next() {
        if (offered.isEmpty()) {
            offered = nextWhole().or(this::nextHashes);
        }
        return offered;
    }

    private Optional<BlockNotice> nextWhole() {
        Optional<Hash> first = whole.keySet().stream().findFirst();
        return first.map(whole::remove);
    }

    private Optional<BlockNotice> nextHashes() {
        Optional<BlockNotice> all =
                hashes.isEmpty() ? Optional.empty() : Optional.of(new BlockNotice.Hashes(List.copyOf(hashes)));
        hashes.clear();
        return all;
    }

    void told(BlockNotice notice) {
        if (offered.filter(notice::equals).isPresent()) {
            offered = Optional.empty();
        }
    }

    /** Of the blocks that wait. */
    long heldBytes() {
        long moving = offered.map(
                        notice -> notice instanceof BlockNotice.Whole ? bytes((BlockNotice.Whole) notice) : 0L)
                .orElse(0L);
        return moving + whole.values().stream().mapToLong(Notices::bytes).sum();
    }

    private static long bytes(BlockNotice.Whole notice) {
        return notice.block().length;
    }
}
