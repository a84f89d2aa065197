package org.jackfield.swarm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jackfield.api.DisconnectException;
import org.jackfield.chunks.Address;
import org.jackfield.overlay.BinRange;
import org.jackfield.overlay.ChunkOffer;
import org.jackfield.overlay.SyncSeat;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * A stream of ours that a peer has subscribed to: one part of it is looked for, offered or handed out at a time. Guarded by the lock
 * of {@link OlderProvider}.
 *
 * <pre>
 *   [ stream, end, from, to, due, [ from, to, addresses ] or [ ], told, left, all ]
 * </pre>
 */
final class OlderServed {

    final OlderStreamId id;
    final int bin;

    /** The last of what was there when the peer subscribed; of a live stream, the end of all. */
    private final long end;

    /** What the peer is to be offered next. */
    private long from;

    private long to;
    private boolean due;
    private Optional<CompletableFuture<ChunkOffer>> gathering = Optional.empty();

    private Optional<OlderStreamMessage.Offer> offer = Optional.empty();

    /** Whether the offer has been written. The peer may be quicker to answer it than we to learn so. */
    private boolean told;

    /** Of what was chosen, the chunks yet to be sent; and with it all that was offered. */
    private final Deque<Address> left = new ArrayDeque<>();

    private List<Address> all = List.of();

    private OlderServed(OlderStreamId id, int bin, long end) {
        this.id = id;
        this.bin = bin;
        this.end = end;
    }

    /** What is yet to come. */
    static OlderServed live(int bin, long lastId) {
        OlderServed served = new OlderServed(OlderStreamId.sync(bin, true), bin, SyncSeat.HEAD);
        served.await(lastId + 1, SyncSeat.HEAD);
        return served;
    }

    /** What is there already. */
    static OlderServed history(int bin, long lastId, OlderStreamMessage.Range range) {
        OlderServed served = new OlderServed(OlderStreamId.sync(bin, false), bin, lastId);
        served.await(range.from(), range.to());
        return served;
    }

    /** The peer wants what is in this part, as far as there is any. Ends are unsigned; a zero for the last means all. */
    private void await(long first, long last) {
        from = Math.max(1, first);
        to = last > 0 && last < end && !id.live() ? last : end;
        due = first >= 0 && from <= to;
    }

    Optional<BinRange> wanted() {
        boolean idle = gathering.isEmpty() && offer.isEmpty() && left.isEmpty();
        return due && idle ? Optional.of(new BinRange(from, to)) : Optional.empty();
    }

    void gathering(CompletableFuture<ChunkOffer> future) {
        gathering = Optional.of(future);
    }

    /** An empty offer is none: the range is past. */
    void gathered(ChunkOffer found) {
        gathering = Optional.empty();
        due = false;
        if (!found.addresses().isEmpty()) {
            offer = Optional.of(new OlderStreamMessage.Offer(id, from, found.lastId(), found.addresses()));
            told = false;
        }
    }

    /** What was found is not offered: there is no use for the stream as things stand. */
    void rest() {
        gathering = Optional.empty();
    }

    void close() {
        gathering.ifPresent(future -> future.cancel(false));
    }

    Optional<OlderStreamMessage.Offer> untold() {
        return told ? Optional.empty() : offer;
    }

    /** @return whether it stands still */
    boolean told(OlderStreamMessage.Offer written) {
        told = offer.filter(current -> current == written).isPresent();
        return told;
    }

    /**
     * The peer has chosen, and says what it wants next: nothing, if both ends are zero.
     *
     * @return what was offered, if all of it is dealt with
     * @throws DisconnectException if nothing was offered, or it does not tell of all that was
     */
    List<Address> chosen(OlderStreamMessage.Want want) throws DisconnectException {
        all = offer.map(OlderStreamMessage.Offer::chunks).orElse(List.of());
        left.addAll(OlderOffers.chosen(all, want));
        offer = Optional.empty();
        told = false;
        if (want.nextFrom() != 0 || want.nextTo() != 0) {
            await(want.nextFrom(), want.nextTo());
        }
        return left.isEmpty() ? all : List.of();
    }

    Optional<Address> nextChunk() {
        return Optional.ofNullable(left.peek());
    }

    /** @return what was offered, if all of it is dealt with */
    List<Address> handedOut() {
        left.remove();
        return left.isEmpty() ? all : List.of();
    }

    void write(RlpWriter out) {
        out.beginList();
        id.write(out);
        out.write(end).write(from).write(to).write(due).beginList();
        offer.ifPresent(standing ->
                out.write(standing.from()).write(standing.to()).write(OlderStreamCodec.joined(standing.chunks())));
        out.endList().write(told).write(OlderStreamCodec.joined(List.copyOf(left)));
        out.write(OlderStreamCodec.joined(all)).endList();
    }

    static OlderServed read(RlpReader items) throws RlpException {
        RlpReader own = items.readList();
        int at = own.position();
        OlderStreamId id = OlderStreamId.read(own);
        int bin = id.bin().orElseThrow(() -> new RlpException(at, "no bin"));
        OlderServed served = new OlderServed(id, bin, own.readLong());
        served.from = own.readLong();
        served.to = own.readLong();
        served.due = own.readBoolean() && served.from >= 1 && served.from <= served.to;
        RlpReader standing = own.readList();
        if (standing.hasNext()) {
            served.offer = Optional.of(new OlderStreamMessage.Offer(
                    id, standing.readLong(), standing.readLong(), OlderStreamCodec.split(standing)));
        }
        standing.finish();
        served.told = own.readBoolean();
        served.left.addAll(OlderStreamCodec.split(own));
        served.all = OlderStreamCodec.split(own);
        own.finish();
        return served;
    }
}
