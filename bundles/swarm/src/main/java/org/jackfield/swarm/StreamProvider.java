package org.jackfield.swarm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.session.MessageSource;
import org.jackfield.api.session.Outgoing;
import org.jackfield.chunks.Address;
import org.jackfield.overlay.BinRange;
import org.jackfield.overlay.ChunkOffer;
import org.jackfield.overlay.SyncSeat;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What a peer pulls from us (ethersphere swarm v0.5.8, network/stream/stream.go, the handlers whose names begin with "server"). Of
 * each bin one part of the past and one of the head is looked for at a time, and one offer of each stands. The session's thread brings what the peer says, the writer's asks for what there is to say, the room's tells of offers.
 */
final class StreamProvider implements MessageSource {

    /** Hashes in an offer (same file). */
    static final int MAX_BATCH = 64;

    /** An honest peer waits for its answers: it has a part of the past and of the head of each bin under way at most. */
    private static final int MAX_WAITING = 128;

    private final SyncSeat seat;
    private final Runnable wake;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Part, Gathering> gatherings = new HashMap<>();
    private final Map<Part, Offer> offers = new HashMap<>();
    private final Handouts handouts;
    private final Queue<StreamMessage> outgoing = new ArrayDeque<>();
    private boolean closed;

    private record Part(int bin, boolean head) {}

    private record Gathering(long id, BinRange range, int max, CompletableFuture<ChunkOffer> offer) {}

    private record Offer(long id, List<Address> addresses) {}

    StreamProvider(SyncSeat seat, Runnable wake) {
        this.seat = seat;
        this.wake = wake;
        handouts = new Handouts(seat);
    }

    /**
     * As the last release has left it.
     *
     * <pre>
     *   [ [ [ id, bin, from, to, max ], ... ],               begun anew
     *     [ [ id, bin, head, [ address, ... ] ], ... ],      offers
     *     handouts,
     *     [ message, ... ] ]
     * </pre>
     */
    void restore(RlpReader items) throws RlpException, DisconnectException {
        RlpReader fields = items.readList();
        for (RlpReader list = fields.readList(); list.hasNext(); ) {
            RlpReader one = list.readList();
            long id = one.readUnsignedLong();
            gather(id, StreamState.readBin(one), StreamState.readRange(one), one.readInt());
            one.finish();
        }
        for (RlpReader list = fields.readList(); list.hasNext(); ) {
            RlpReader one = list.readList();
            long id = one.readUnsignedLong();
            Part part = new Part(StreamState.readBin(one), one.readBoolean());
            offers.put(part, new Offer(id, StreamState.readAddresses(one)));
            one.finish();
        }
        handouts.read(fields);
        outgoing.addAll(StreamState.readMessages(fields));
        fields.finish();
    }

    /** Once nothing asks it any more. */
    void write(RlpWriter out) {
        close();
        out.beginList().beginList();
        gatherings.forEach((part, gathering) -> out.beginList()
                .write(gathering.id())
                .write(part.bin())
                .write(gathering.range().from())
                .write(gathering.range().to())
                .write(gathering.max())
                .endList());
        out.endList().beginList();
        offers.forEach((part, offer) -> {
            out.beginList().write(offer.id()).write(part.bin()).write(part.head());
            StreamState.writeAddresses(out, offer.addresses());
            out.endList();
        });
        out.endList();
        handouts.write(out);
        StreamState.writeMessages(out, outgoing);
        out.endList();
    }

    /** Nothing is waited for any more. */
    void close() {
        List<Gathering> open;
        lock.lock();
        try {
            closed = true;
            open = List.copyOf(gatherings.values());
        } finally {
            lock.unlock();
        }
        open.forEach(gathering -> gathering.offer().cancel(false));
    }

    /** Chunks first: so no more can be chosen than a peer takes. */
    @Override
    public Optional<Outgoing> next() {
        return handouts.next().or(this::nextAnswer);
    }

    /** The peer asks how far our bins reach. Of streams that there are not it is told nothing. */
    void asked(StreamMessage.InfoRequest request) throws DisconnectException {
        if (request.streams().isEmpty()) {
            throw DisconnectException.subprotocol("asked for no stream at all");
        }
        if (!request.streams().stream().allMatch(StreamName::isSync)) {
            return;
        }
        List<StreamMessage.Cursor> cursors = new ArrayList<>();
        for (StreamName stream : request.streams()) {
            cursors.add(new StreamMessage.Cursor(stream, seat.lastId(binOf(stream)), false));
        }
        say(new StreamMessage.Info(cursors));
    }

    /** The peer asks what there is in a part. */
    void asked(StreamMessage.GetRange request) throws DisconnectException {
        int bin = binOf(request.stream());
        long from = Math.max(1, request.from());
        if (request.to() < from) {
            say(new StreamMessage.Offered(request.id(), request.to(), List.of()));
            return;
        }
        checkWaiting(answersWaiting());
        boolean fewer = request.batch() > 0 && request.batch() < MAX_BATCH;
        gather(request.id(), bin, new BinRange(from, request.to()), fewer ? (int) request.batch() : MAX_BATCH);
    }

    /** The peer has chosen of what we have offered. */
    void chosen(StreamMessage.Wanted wanted) throws DisconnectException {
        Offer offer = take(wanted.id());
        List<Address> all = offer.addresses();
        if (wanted.bits().length == 0) {
            seat.pulled(all);
            return;
        }
        if (wanted.bits().length * Byte.SIZE < all.size()) {
            throw DisconnectException.subprotocol(
                    "chosen of " + all.size() + " chunks with " + wanted.bits().length + " bytes");
        }
        BitSet bits = BitSet.valueOf(wanted.bits());
        checkWaiting(handouts.size());
        List<Address> chosen =
                bits.stream().filter(bit -> bit < all.size()).mapToObj(all::get).toList();
        handouts.add(wanted.id(), chosen, all);
        wake.run();
    }

    long delivered() {
        return handouts.delivered();
    }

    private void gather(long id, int bin, BinRange range, int max) {
        Part part = new Part(bin, range.to() == SyncSeat.HEAD);
        Gathering gathering;
        lock.lock();
        try {
            if (gatherings.containsKey(part)) {
                return;
            }
            gathering = new Gathering(id, range, max, seat.offer(bin, range, max));
            gatherings.put(part, gathering);
        } finally {
            lock.unlock();
        }
        gathering.offer().thenAccept(offer -> gathered(part, gathering, offer));
    }

    private void gathered(Part part, Gathering gathering, ChunkOffer offer) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            gatherings.remove(part);
            if (!offer.addresses().isEmpty()) {
                offers.put(part, new Offer(gathering.id(), offer.addresses()));
            }
            outgoing.add(new StreamMessage.Offered(gathering.id(), offer.lastId(), offer.addresses()));
        } finally {
            lock.unlock();
        }
        wake.run();
    }

    private Offer take(long id) throws DisconnectException {
        lock.lock();
        try {
            for (Iterator<Offer> each = offers.values().iterator(); each.hasNext(); ) {
                Offer offer = each.next();
                if (offer.id() == id) {
                    each.remove();
                    return offer;
                }
            }
        } finally {
            lock.unlock();
        }
        throw DisconnectException.subprotocol("chosen of what was not offered");
    }

    private Optional<Outgoing> nextAnswer() {
        lock.lock();
        try {
            return Optional.ofNullable(outgoing.peek())
                    .map(message -> new Outgoing(message.encoded(), this::sentFirst));
        } finally {
            lock.unlock();
        }
    }

    private void sentFirst() {
        lock.lock();
        try {
            outgoing.remove();
        } finally {
            lock.unlock();
        }
    }

    private void say(StreamMessage message) throws DisconnectException {
        lock.lock();
        try {
            checkWaiting(outgoing.size());
            outgoing.add(message);
        } finally {
            lock.unlock();
        }
        wake.run();
    }

    private int answersWaiting() {
        lock.lock();
        try {
            return outgoing.size();
        } finally {
            lock.unlock();
        }
    }

    private static void checkWaiting(int waiting) throws DisconnectException {
        if (waiting >= MAX_WAITING) {
            throw DisconnectException.subprotocol("asked for more while " + waiting + " answers wait");
        }
    }

    private static int binOf(StreamName stream) throws DisconnectException {
        return stream.bin().orElseThrow(() -> DisconnectException.subprotocol("asked for a stream " + stream));
    }
}
