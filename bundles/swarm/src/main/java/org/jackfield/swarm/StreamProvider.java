package org.jackfield.swarm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
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
 * each bin one part of the past and one of the head is looked for at a time, and one offer of each stands. Chunks are loaded when they are to be
 * written. The session's thread brings what the peer says, the writer's asks for what there is to say, the room's tells of offers.
 */
final class StreamProvider implements MessageSource {

    /** Hashes in an offer (same file). */
    static final int MAX_BATCH = 64;

    /** Chunks in a delivery (same file). */
    static final int FRAME = 16;

    /** An honest peer waits for its answers: it has a part of the past and of the head of each bin under way at most. */
    private static final int MAX_WAITING = 128;

    private final SyncSeat seat;
    private final Runnable wake;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Part, Gathering> gatherings = new HashMap<>();
    private final Map<Part, Offer> offers = new HashMap<>();
    private final Deque<Handout> handouts = new ArrayDeque<>();
    private final Queue<StreamMessage> outgoing = new ArrayDeque<>();
    private boolean closed;
    private long delivered;

    /** The next frame, and how many addresses it takes off the first handout. The writer's. */
    private Optional<Frame> frame = Optional.empty();

    private record Part(int bin, boolean head) {}

    private record Gathering(long id, BinRange range, int max, CompletableFuture<ChunkOffer> offer) {}

    private record Offer(long id, List<Address> addresses) {}

    private record Frame(StreamMessage.Delivery delivery, int addresses) {}

    /** An offer of which the peer has chosen. */
    private record Handout(long id, Deque<Address> left, List<Address> all) {}

    StreamProvider(SyncSeat seat, Runnable wake) {
        this.seat = seat;
        this.wake = wake;
    }

    /**
     * As the last release has left it.
     *
     * <pre>
     *   [ [ [ id, bin, from, to, max ], ... ],               gatherings, begun anew
     *     [ [ id, bin, head, [ address, ... ] ], ... ],      offers
     *     [ [ id, [ address, ... ], [ address, ... ] ], ... ],   handouts: what is left, and all
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
        for (RlpReader list = fields.readList(); list.hasNext(); ) {
            RlpReader one = list.readList();
            long id = one.readUnsignedLong();
            Deque<Address> left = new ArrayDeque<>(StreamState.readAddresses(one));
            handouts.add(new Handout(id, left, StreamState.readAddresses(one)));
            one.finish();
        }
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
        out.endList().beginList();
        for (Handout handout : handouts) {
            out.beginList().write(handout.id());
            StreamState.writeAddresses(out, handout.left());
            StreamState.writeAddresses(out, handout.all());
            out.endList();
        }
        out.endList();
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
        if (frame.isEmpty()) {
            frame = nextFrame();
        }
        if (frame.isPresent()) {
            Frame next = frame.get();
            return Optional.of(new Outgoing(next.delivery().encoded(), () -> sent(next)));
        }
        lock.lock();
        try {
            return Optional.ofNullable(outgoing.peek())
                    .map(message -> new Outgoing(message.encoded(), this::sentFirst));
        } finally {
            lock.unlock();
        }
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
        Deque<Address> left = new ArrayDeque<>();
        bits.stream().filter(bit -> bit < all.size()).forEach(bit -> left.add(all.get(bit)));
        lock.lock();
        try {
            checkWaiting(handouts.size());
            handouts.add(new Handout(wanted.id(), left, all));
        } finally {
            lock.unlock();
        }
        wake.run();
    }

    /** How many chunks have gone to the peer. */
    long delivered() {
        lock.lock();
        try {
            return delivered;
        } finally {
            lock.unlock();
        }
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

    private Optional<Frame> nextFrame() {
        for (Optional<Handout> first = first(); first.isPresent(); first = first()) {
            Handout handout = first.get();
            List<Address> addresses = handout.left().stream().limit(FRAME).toList();
            List<StreamMessage.Delivered> chunks = seat.load(addresses).stream()
                    .map(chunk -> new StreamMessage.Delivered(chunk.address(), chunk.data()))
                    .toList();
            if (!chunks.isEmpty()) {
                return Optional.of(new Frame(new StreamMessage.Delivery(handout.id(), chunks), addresses.size()));
            }
            // They have gone meanwhile.
            handedOut(handout, addresses.size());
        }
        return Optional.empty();
    }

    private Optional<Handout> first() {
        lock.lock();
        try {
            return Optional.ofNullable(handouts.peek());
        } finally {
            lock.unlock();
        }
    }

    private void sent(Frame written) {
        frame = Optional.empty();
        Handout handout = first().orElseThrow();
        lock.lock();
        try {
            delivered += written.delivery().chunks().size();
        } finally {
            lock.unlock();
        }
        handedOut(handout, written.addresses());
    }

    private void handedOut(Handout handout, int count) {
        lock.lock();
        try {
            for (int i = 0; i < count; i++) {
                handout.left().remove();
            }
            if (!handout.left().isEmpty()) {
                return;
            }
            handouts.remove();
        } finally {
            lock.unlock();
        }
        seat.pulled(handout.all());
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
