package org.jackfield.sync;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jackfield.api.NodeId;
import org.jackfield.chain.BlockAccessList;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.ChainHead;
import org.jackfield.crypto.Hash;

/**
 * Access lists that blocks were stored without. The chain is looked through from its head down, a little at a time, as far
 * as peers keep lists; what is missing is asked of every peer once, the newest first, while there is nothing else to do. What
 * is stored tells by itself what is missing, so that a restart goes on where it has ended. A bit a block, and one more for
 * each peer, is all that is kept. Used under the room's lock.
 */
final class LateLists {

    /** The period of weak subjectivity, 3533 epochs: of so many blocks peers keep them (EIP-7928). */
    static final int KEPT = 3533 * 32;
    /** Looked through at once; a list that is there may have a hundred kilobytes. */
    static final int SURVEYED_AT_ONCE = 64;
    /** Of lists that wait to be written. */
    private static final long MAX_HELD_BYTES = 16L << 20;

    /** One that has come. */
    record Late(BlockHeader header, BlockAccessList list) {}

    private final Ledger ledger;
    private Optional<ChainHead> seen = Optional.empty();
    private Optional<Action.Survey> surveying = Optional.empty();
    /** The number that the first bit stands for. */
    private long base;
    /** What is looked through: from here ... */
    private long low;
    /** ... to here. */
    private long high;

    private final BitSet missing = new BitSet();
    private final BitSet underWay = new BitSet();
    private final Map<NodeId, BitSet> asked = new HashMap<>();
    private long heldBytes;

    LateLists(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What is to be looked through next, if anything is; {@link #surveyed} follows. */
    Optional<Action.Survey> survey(Set<NodeId> peers) {
        asked.keySet().retainAll(peers);
        follow(ledger.head());
        if (surveying.isEmpty()) {
            surveying = range();
            return surveying;
        }
        return Optional.empty();
    }

    private Optional<Action.Survey> range() {
        long head = seen.orElseThrow().number();
        if (head > high) {
            return Optional.of(new Action.Survey(high + 1, Math.min(head, high + SURVEYED_AT_ONCE)));
        }
        return low > base
                ? Optional.of(new Action.Survey(Math.max(base, low - SURVEYED_AT_ONCE), low - 1))
                : Optional.empty();
    }

    /** Begins anew where the chain has been left for another branch. */
    private void follow(ChainHead head) {
        if (seen.filter(former -> Hash.of(former.hash()).is(head.hash())).isPresent()) {
            return;
        }
        boolean same = seen.filter(former -> ledger.header(former.number())
                        .filter(header -> Hash.of(former.hash()).is(header.hash()))
                        .isPresent())
                .isPresent();
        if (!same) {
            reset(head.number());
        }
        seen = Optional.of(head);
    }

    private void reset(long head) {
        base = Math.max(1, head - KEPT + 1);
        high = head;
        low = head + 1;
        surveying = Optional.empty();
        missing.clear();
        underWay.clear();
        asked.clear();
    }

    void surveyed(Survey survey) {
        if (surveying
                .filter(new Action.Survey(survey.first(), survey.last())::equals)
                .isEmpty()) {
            return;
        }
        surveying = Optional.empty();
        survey.missing().forEach(number -> missing.set(bit(number)));
        if (survey.first() > high) {
            high = survey.last();
        } else {
            low = survey.begins() ? base : survey.first();
        }
    }

    /** Forgets everything, to begin anew: what was to be stored could not be. */
    void forget() {
        seen = Optional.empty();
        surveying = Optional.empty();
        missing.clear();
        heldBytes = 0;
    }

    /** What a peer can be asked; it is taken to be asked then. */
    Optional<Job> work(PeerState peer, int most) {
        if (missing.isEmpty() || heldBytes > MAX_HELD_BYTES) {
            return Optional.empty();
        }
        BitSet open = (BitSet) missing.clone();
        open.andNot(underWay);
        open.andNot(asked.getOrDefault(peer.id, new BitSet()));
        long first = Math.max(peer.chain.earliest(), seen.orElseThrow().number() - KEPT + 1);
        List<BlockHeader> headers = new ArrayList<>();
        int i = open.previousSetBit((int) Math.max(-1, Math.min(open.length(), peer.last() - base)));
        for (; i >= 0 && base + i >= first && headers.size() < most; i = open.previousSetBit(i - 1)) {
            Optional<BlockHeader> header = ledger.header(base + i)
                    .filter(each -> each.blockAccessListHash().isPresent());
            header.ifPresent(headers::add);
            underWay.set(i, header.isPresent());
        }
        return headers.isEmpty() ? Optional.empty() : Optional.of(new Job.MissingLists(this, List.copyOf(headers)));
    }

    /** A request has come to nothing. */
    void release(List<BlockHeader> headers) {
        headers.forEach(header -> bitOf(header).ifPresent(underWay::clear));
    }

    /**
     * An answer has come.
     *
     * @param answered for so many of those that were asked for, be it that there is none; the others did not fit
     * @return what is to be stored; {@link #stored} follows
     */
    List<Late> found(NodeId peer, List<BlockHeader> headers, int answered, List<AccessListAnswer.Found> found) {
        release(headers);
        BitSet heard = asked.computeIfAbsent(peer, id -> new BitSet());
        // Who answers with nothing at all has none of them.
        headers.stream()
                .limit(answered == 0 ? headers.size() : answered)
                .forEach(header -> bitOf(header).ifPresent(heard::set));
        List<Late> late = found.stream()
                .map(each -> new Late(headers.get(each.place()), each.list()))
                .filter(each -> bitOf(each.header()).filter(missing::get).isPresent())
                .toList();
        // Nobody else is asked while it is being stored.
        late.forEach(each -> underWay.set(bit(each.header().number())));
        heldBytes += bytes(late);
        return late;
    }

    void stored(List<Late> late) {
        heldBytes = Math.max(0, heldBytes - bytes(late));
        for (Late each : late) {
            bitOf(each.header()).ifPresent(bit -> {
                missing.clear(bit);
                underWay.clear(bit);
            });
        }
    }

    private static long bytes(List<Late> late) {
        return late.stream().mapToLong(each -> each.list().encoded().length).sum();
    }

    private int bit(long number) {
        return (int) (number - base);
    }

    /** Empty if it has begun anew since, further up. */
    private Optional<Integer> bitOf(BlockHeader header) {
        return header.number() >= base ? Optional.of(bit(header.number())) : Optional.empty();
    }
}
