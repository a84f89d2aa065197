package org.jackfield.swarm;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.session.MessageSource;
import org.jackfield.api.session.Outgoing;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.InvalidChunkException;
import org.jackfield.overlay.BinRange;
import org.jackfield.overlay.SyncSeat;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What we pull from a peer (ethersphere swarm v0.5.8, network/stream/stream.go, the handlers whose names begin with "client"): of
 * each bin that we want what has been there before, and its head, in batches, one of each at a time. The session's thread brings
 * what the peer says, the writer's asks for what there is to say.
 */
final class StreamPuller implements MessageSource {

    /** How many hashes are asked for at once (same file). */
    static final int BATCH = 64;

    /** How long the peer may keep us waiting for a chunk that it has offered (same, network/timeouts). */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final SyncSeat seat;
    private final Runnable wake;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();

    private final PulledBins bins = new PulledBins();
    private final Map<Long, Want> wants = new LinkedHashMap<>();
    private final Queue<StreamMessage> outgoing = new ArrayDeque<>();
    private long received;

    StreamPuller(SyncSeat seat, Runnable wake, LongSupplier nanos) {
        this.seat = seat;
        this.wake = wake;
        this.nanos = nanos;
    }

    /**
     * As the last release has left it.
     *
     * <pre>
     *   [ bins, bins, [ want, ... ], [ message, ... ] ]
     * </pre>
     */
    void restore(RlpReader items) throws RlpException, DisconnectException {
        RlpReader fields = items.readList();
        bins.read(fields);
        for (Want want : Want.readAll(fields)) {
            want.deadlineNanos = nanos.getAsLong() + PATIENCE_NANOS;
            wants.put(want.id, want);
        }
        outgoing.addAll(StreamState.readMessages(fields));
        fields.finish();
    }

    void write(RlpWriter out) {
        out.beginList();
        bins.write(out);
        out.beginList();
        wants.values().forEach(want -> want.write(out));
        out.endList();
        StreamState.writeMessages(out, outgoing);
        out.endList();
    }

    @Override
    public Optional<Outgoing> next() {
        lock.lock();
        try {
            look();
            return Optional.ofNullable(outgoing.peek())
                    .map(message -> new Outgoing(message.encoded(), () -> sent(message)));
        } finally {
            lock.unlock();
        }
    }

    /** The peer tells how far its bins reach. */
    void told(StreamMessage.Info info) throws DisconnectException {
        if (info.cursors().isEmpty()) {
            throw DisconnectException.subprotocol("told of no stream at all");
        }
        locked(() -> {
            for (StreamMessage.Cursor cursor : info.cursors()) {
                if (!cursor.stream().isSync()) {
                    throw DisconnectException.subprotocol("told of a stream " + cursor.stream());
                }
                OptionalInt bin = cursor.stream().bin();
                if (bin.isPresent() && bins.told(bin.getAsInt(), cursor.lastId())) {
                    begin(bin.getAsInt(), cursor);
                }
            }
        });
    }

    /** The peer tells what there is in a part. */
    void offered(StreamMessage.Offered offer) throws DisconnectException {
        locked(() -> {
            Want want = wants.get(offer.id());
            if (want == null || want.isOffered()) {
                throw DisconnectException.subprotocol("an offer that nobody asked for");
            }
            if (offer.lastId() < want.range.from()) {
                throw DisconnectException.subprotocol(
                        "an offer up to " + offer.lastId() + " of what begins with " + want.range.from());
            }
            choose(want, offer);
        });
    }

    /** The peer gives us chunks. */
    void delivered(StreamMessage.Delivery delivery) throws DisconnectException {
        locked(() -> {
            Want want = wants.get(delivery.id());
            if (want == null || delivery.chunks().isEmpty()) {
                throw DisconnectException.subprotocol("chunks that nobody asked for, or none");
            }
            List<Chunk> chunks = new ArrayList<>();
            for (StreamMessage.Delivered chunk : delivery.chunks()) {
                chunks.add(verified(want, chunk));
            }
            keep(want, chunks);
        });
    }

    /**
     * The peer has been silent for a while. That it takes too long is told only here: what has come by now and was not looked at is
     * not its fault.
     */
    void checkPatience() throws DisconnectException {
        locked(() -> {
            List<Want> late = wants.values().stream()
                    .filter(want -> !want.remaining.isEmpty() && nanos.getAsLong() - want.deadlineNanos > 0)
                    .toList();
            for (Want want : late) {
                wants.remove(want.id);
                if (bins.isWanted(want.bin)) {
                    throw DisconnectException.subprotocol(want.remaining.size() + " chunks of an offer have not come");
                }
            }
        });
    }

    List<Integer> pulling() {
        lock.lock();
        try {
            return bins.pulled();
        } finally {
            lock.unlock();
        }
    }

    /** How many chunks have come. */
    long received() {
        lock.lock();
        try {
            return received;
        } finally {
            lock.unlock();
        }
    }

    /** Whether other bins are wanted than before. What is under way of the others comes to its end. */
    private void look() {
        List<Integer> more = bins.want(seat.bins());
        if (!more.isEmpty()) {
            outgoing.add(new StreamMessage.InfoRequest(
                    more.stream().map(StreamName::ofBin).toList()));
        }
    }

    private void sent(StreamMessage message) {
        lock.lock();
        try {
            outgoing.remove();
            if (message instanceof StreamMessage.Wanted wanted) {
                Optional.ofNullable(wants.get(wanted.id())).ifPresent(this::extend);
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin(int bin, StreamMessage.Cursor told) {
        seat.reaches(bin, told.lastId());
        past(bin, told.lastId());
        if (!told.bounded()) {
            ask(bin, BinRange.headFrom(told.lastId() + 1));
        }
    }

    /** Up to where the bin reached, even if some of it is here: a Go node that has nothing to offer answers no other such range. */
    private void past(int bin, long cursor) {
        seat.missing(bin, cursor).ifPresent(gap -> ask(bin, new BinRange(gap.from(), cursor)));
    }

    private void ask(int bin, BinRange range) {
        Want want = new Want(newId(), bin, range);
        boolean underWay =
                wants.values().stream().anyMatch(other -> other.bin == bin && other.isHead() == want.isHead());
        if (!underWay) {
            wants.put(want.id, want);
            say(new StreamMessage.GetRange(want.id, StreamName.ofBin(bin), range.from(), range.to(), BATCH));
        }
    }

    private long newId() {
        while (true) {
            long id = Integer.toUnsignedLong(ThreadLocalRandom.current().nextInt());
            if (!wants.containsKey(id)) {
                return id;
            }
        }
    }

    private void choose(Want want, StreamMessage.Offered offer) {
        if (offer.hashes().isEmpty()) {
            want.offered(offer.lastId(), List.of(), new BitSet());
            goOn(want);
            return;
        }
        BitSet wanted = new BitSet();
        boolean known = bins.isWanted(want.bin);
        try {
            wanted = known ? seat.wanted(offer.hashes()) : wanted;
        } catch (IOException storeAway) {
            known = false;
        }
        byte[] bits = want.offered(offer.lastId(), offer.hashes(), wanted);
        extend(want);
        say(new StreamMessage.Wanted(want.id, wanted.isEmpty() ? new byte[0] : bits));
        if (!known) {
            leave(want);
        } else if (wanted.isEmpty()) {
            goOn(want);
        }
    }

    private static Chunk verified(Want want, StreamMessage.Delivered chunk) throws DisconnectException {
        if (!want.remaining.remove(chunk.address())) {
            throw DisconnectException.subprotocol("chunk " + chunk.address() + " that nobody wants");
        }
        try {
            return Chunk.verified(chunk.address(), chunk.data());
        } catch (InvalidChunkException e) {
            throw new DisconnectException(DisconnectReason.SUBPROTOCOL_ERROR, e.getMessage(), e);
        }
    }

    private void keep(Want want, List<Chunk> chunks) {
        try {
            seat.keep(chunks);
        } catch (IOException storeAway) {
            leave(want);
            return;
        }
        received += chunks.size();
        extend(want);
        if (want.remaining.isEmpty()) {
            goOn(want);
        }
    }

    /** A part is done. */
    private void goOn(Want done) {
        wants.remove(done.id);
        seat.received(done.bin, new BinRange(done.range.from(), done.lastId));
        bins.cursor(done.bin).ifPresent(cursor -> {
            if (done.isHead()) {
                ask(done.bin, BinRange.headFrom(done.lastId + 1));
            } else {
                past(done.bin, cursor);
            }
        });
    }

    /** A part is left undone, as its bin is not wanted any more; nor is any as soon as the room sees that its store is away. */
    private void leave(Want want) {
        wants.remove(want.id);
        bins.leave(want.bin);
    }

    private void extend(Want want) {
        want.deadlineNanos = nanos.getAsLong() + PATIENCE_NANOS;
    }

    private void say(StreamMessage message) {
        outgoing.add(message);
        wake.run();
    }

    private interface Step {
        void run() throws DisconnectException;
    }

    private void locked(Step step) throws DisconnectException {
        lock.lock();
        try {
            look();
            step.run();
        } finally {
            lock.unlock();
        }
    }
}
