package org.jackfield.swarm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.session.MessageSource;
import org.jackfield.api.session.Outgoing;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.overlay.ChunkOffer;
import org.jackfield.overlay.SyncSeat;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What a peer pulls from us over stream/8: we invite it to those bins that it should have, it subscribes to them, and to each of our
 * offers it says what it wants (go-ethereum v1.8.27, swarm/network/stream/stream.go, {@code requestPeerSubscriptions}, and syncer.go).
 * It is not told when we have no use for a subscription any more, for a Go node that does not expect that leaves: its stream rests.
 * The session's thread brings what the peer says, the writer's asks for what there is to say, the room's tells of offers.
 */
final class OlderProvider implements MessageSource {

    private static final int HIGH_PRIORITY = 2;
    private static final OlderStreamMessage.Range EVERYTHING = new OlderStreamMessage.Range(0, 0);

    private final SyncSeat seat;
    private final boolean serves;
    private final boolean invites;
    private final Runnable wake;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Integer> invited = new HashSet<>();
    private final Map<OlderStreamId, OlderServed> streams = new LinkedHashMap<>();
    private boolean closed;
    private long given;

    /** What is written next. The writer's. */
    private Optional<HandedOut> next = Optional.empty();

    private record Chosen(OlderServed served, Address chunk) {}

    private record HandedOut(OlderServed served, Chunk chunk) {}

    /**
     * @param serves whether there is anything to be had from us
     * @param invites whether there is any use in inviting the peer: a light one refuses, and is left by a Go node for it
     */
    OlderProvider(SyncSeat seat, boolean serves, boolean invites, Runnable wake) {
        this.seat = seat;
        this.serves = serves;
        this.invites = invites;
        this.wake = wake;
    }

    /** Chunks first: so no more are offered than a peer takes. */
    @Override
    public Optional<Outgoing> next() {
        if (next.isEmpty()) {
            next = nextChunk();
        }
        if (next.isPresent()) {
            HandedOut out = next.get();
            Chunk chunk = out.chunk();
            OlderStreamMessage delivery = new OlderStreamMessage.Delivery(chunk.address(), chunk.data(), true);
            return outgoing(delivery, () -> given(out));
        }
        return locked(() -> {
            List<Integer> bins = seat.bins();
            gather(bins);
            return offer().or(() -> invitation(bins));
        });
    }

    private static Optional<Outgoing> outgoing(OlderStreamMessage message, Runnable sent) {
        return Optional.of(new Outgoing(OlderStreamCodec.encode(message), sent));
    }

    private void gather(List<Integer> bins) {
        for (OlderServed served : List.copyOf(streams.values())) {
            if (!closed && bins.contains(served.bin)) {
                served.wanted().ifPresent(range -> {
                    CompletableFuture<ChunkOffer> future = seat.offer(served.bin, range, OlderStreamCodec.MAX_OFFERED);
                    served.gathering(future);
                    future.thenAccept(found -> gathered(served, found));
                });
            }
        }
    }

    private void gathered(OlderServed served, ChunkOffer found) {
        locked(() -> {
            if (!closed && seat.bins().contains(served.bin)) {
                served.gathered(found);
            } else {
                served.rest();
            }
            return served;
        });
        wake.run();
    }

    private Optional<Outgoing> offer() {
        return streams.values().stream()
                .flatMap(served -> served.untold().stream()
                        .map(offer ->
                                new Outgoing(OlderStreamCodec.encode(offer), () -> locked(() -> served.told(offer)))))
                .findFirst();
    }

    private Optional<Outgoing> invitation(List<Integer> bins) {
        return bins.stream()
                .filter(bin -> invites && !invited.contains(bin) && !streams.containsKey(OlderStreamId.sync(bin, true)))
                .findFirst()
                .flatMap(bin -> outgoing(
                        new OlderStreamMessage.Invitation(
                                OlderStreamId.sync(bin, true), Optional.of(EVERYTHING), HIGH_PRIORITY),
                        () -> locked(() -> invited.add(bin))));
    }

    private Optional<HandedOut> nextChunk() {
        while (true) {
            Optional<Chosen> first = handingOut();
            if (first.isEmpty()) {
                return Optional.empty();
            }
            List<Chunk> loaded = seat.load(List.of(first.get().chunk()));
            if (!loaded.isEmpty()) {
                return Optional.of(new HandedOut(first.get().served(), loaded.get(0)));
            }
            // It has gone meanwhile.
            handedOut(first.get().served());
        }
    }

    private Optional<Chosen> handingOut() {
        return locked(() -> streams.values().stream()
                .flatMap(served -> served.nextChunk().stream().map(chunk -> new Chosen(served, chunk)))
                .findFirst());
    }

    private void given(HandedOut written) {
        next = Optional.empty();
        locked(() -> given++);
        handedOut(written.served());
    }

    private void handedOut(OlderServed served) {
        List<Address> over = locked(served::handedOut);
        seat.pulled(over);
    }

    /** The peer subscribes, by our invitation or of its own accord. */
    void subscribe(OlderStreamMessage.Subscribe subscribe) throws DisconnectException {
        OlderStreamId stream = subscribe.stream();
        if (!serves || stream.bin().isEmpty()) {
            throw OlderStreamSession.unknown(stream);
        }
        int bin = stream.bin().getAsInt();
        long lastId = seat.lastId(bin);
        List<OlderServed> more = new ArrayList<>();
        if (stream.live()) {
            more.add(OlderServed.live(bin, lastId));
        }
        if (!stream.live() || subscribe.history().isPresent()) {
            more.add(OlderServed.history(bin, lastId, subscribe.history().orElse(EVERYTHING)));
        }
        for (OlderServed served : more) {
            if (locked(() -> streams.putIfAbsent(served.id, served)) != null) {
                throw DisconnectException.subprotocol("a second subscription to " + served.id);
            }
        }
        wake.run();
    }

    void unsubscribe(OlderStreamId stream) throws DisconnectException {
        locked(() -> {
            OlderServed served = expect(stream);
            served.close();
            return streams.remove(stream);
        });
    }

    /** The peer has chosen. */
    void chosen(OlderStreamMessage.Want want) throws DisconnectException {
        List<Address> over = locked(() -> expect(want.stream()).chosen(want));
        seat.pulled(over);
        wake.run();
    }

    private OlderServed expect(OlderStreamId stream) throws DisconnectException {
        OlderServed served = streams.get(stream);
        if (served == null) {
            throw OlderStreamSession.unknown(stream);
        }
        return served;
    }

    /** How many chunks have gone to the peer. */
    long given() {
        return locked(() -> given);
    }

    /** Nothing is waited for any more. */
    void close() {
        locked(() -> {
            streams.values().forEach(OlderServed::close);
            return closed = true;
        });
    }

    private interface Step<T, E extends Exception> {
        T run() throws E;
    }

    private <T, E extends Exception> T locked(Step<T, E> step) throws E {
        lock.lock();
        try {
            return step.run();
        } finally {
            lock.unlock();
        }
    }

    /** Once nothing asks it any more: {@code [ [ bin, ... ], [ served, ... ] ]}. */
    void write(RlpWriter out) {
        close();
        out.beginList().beginList();
        invited.forEach(out::write);
        out.endList().beginList();
        streams.values().forEach(served -> served.write(out));
        out.endList().endList();
    }

    void read(RlpReader items) throws RlpException {
        RlpReader own = items.readList();
        for (RlpReader bins = own.readList(); bins.hasNext(); ) {
            invited.add(bins.readInt());
        }
        for (RlpReader list = own.readList(); list.hasNext(); ) {
            OlderServed served = OlderServed.read(list);
            streams.put(served.id, served);
        }
        own.finish();
    }
}
