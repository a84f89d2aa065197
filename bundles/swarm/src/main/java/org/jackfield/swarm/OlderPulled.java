package org.jackfield.swarm;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jackfield.chunks.Address;
import org.jackfield.overlay.BinRange;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * A stream of a peer's that we have subscribed to. The session's thread's alone.
 *
 * <pre>
 *   [ stream, begun, over, from, to, kept, remaining, [ from, to, addresses ] or [ ] ]
 * </pre>
 */
final class OlderPulled {

    /** All that there is. */
    private static final long HISTORY_END = -1;

    final OlderStreamId id;
    final int bin;

    /** Whether anything has been offered yet. */
    private boolean begun;

    /** Whether the peer needs it no more. */
    boolean over;

    /** The part that was offered last, unless all of it has come. */
    private long from;

    private long to;
    private final Set<Address> remaining = new LinkedHashSet<>();

    /** Whether whatever came of it could be kept, so that it need not be offered again. */
    private boolean kept;

    /** What comes after, not yet answered. */
    private Optional<OlderStreamMessage.Offer> held = Optional.empty();

    OlderPulled(OlderStreamId id, int bin) {
        this.id = id;
        this.bin = bin;
    }

    boolean isBusy() {
        return !remaining.isEmpty();
    }

    /** @return false if something is held already */
    boolean hold(OlderStreamMessage.Offer offer) {
        boolean first = held.isEmpty();
        held = Optional.of(offer);
        return first;
    }

    Optional<OlderStreamMessage.Offer> release() {
        Optional<OlderStreamMessage.Offer> next = held;
        held = Optional.empty();
        return next;
    }

    /** @return whether it is the first */
    boolean begin(OlderStreamMessage.Offer offer, BitSet wanted, boolean storeThere) {
        from = offer.from();
        to = offer.to();
        kept = storeThere;
        wanted.stream().mapToObj(offer.chunks()::get).forEach(remaining::add);
        boolean first = !begun;
        begun = true;
        return first;
    }

    OlderStreamMessage.Want answer(OlderStreamMessage.Offer offer, BitSet wanted) {
        long nextTo = id.live() ? 0 : HISTORY_END;
        return new OlderStreamMessage.Want(id, wanted, offer.chunks().size(), offer.to() + 1, nextTo);
    }

    /** @return whether it was wanted */
    boolean take(Address chunk) {
        return remaining.remove(chunk);
    }

    void notKept() {
        kept = false;
    }

    /** The part that need not be offered again, once nothing of it remains. Ids of a Go node begin with 0, ours with 1. */
    Optional<BinRange> done() {
        return kept && remaining.isEmpty() && to >= 1
                ? Optional.of(new BinRange(Math.max(1, from), to))
                : Optional.empty();
    }

    void write(RlpWriter out) {
        out.beginList();
        id.write(out);
        out.write(begun).write(over).write(from).write(to).write(kept);
        out.write(OlderStreamCodec.joined(List.copyOf(remaining))).beginList();
        held.ifPresent(
                offer -> out.write(offer.from()).write(offer.to()).write(OlderStreamCodec.joined(offer.chunks())));
        out.endList().endList();
    }

    static OlderPulled read(RlpReader items) throws RlpException {
        RlpReader own = items.readList();
        int at = own.position();
        OlderStreamId id = OlderStreamId.read(own);
        OlderPulled pulled = new OlderPulled(id, id.bin().orElseThrow(() -> new RlpException(at, "no bin")));
        pulled.begun = own.readBoolean();
        pulled.over = own.readBoolean();
        pulled.from = own.readLong();
        pulled.to = own.readLong();
        pulled.kept = own.readBoolean();
        pulled.remaining.addAll(OlderStreamCodec.split(own));
        RlpReader offer = own.readList();
        if (offer.hasNext()) {
            pulled.held = Optional.of(new OlderStreamMessage.Offer(
                    id, offer.readLong(), offer.readLong(), OlderStreamCodec.split(offer)));
        }
        offer.finish();
        own.finish();
        return pulled;
    }
}
