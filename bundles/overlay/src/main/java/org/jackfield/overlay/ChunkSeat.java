package org.jackfield.overlay;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.InvalidChunkException;

/** What waits to be sent to a peer, and what it was asked for. */
final class ChunkSeat implements RetrievalSeat {

    /** About a megabyte. A peer that does not read its answers gets no more of them. */
    private static final int MAX_WAITING = 256;

    private final ChunkExchange exchange;
    private final SwarmAddress remote;
    private final Address place;
    private final boolean relays;
    private final boolean serves;
    private final Queue<RetrievalNews> outgoing = new ArrayDeque<>();
    private final Map<Long, Asked> asked = new HashMap<>();
    private Runnable wake;
    private boolean left;
    private long deliveries;

    private record Asked(Address address, long untilNanos) {}

    ChunkSeat(ChunkExchange exchange, SwarmAddress remote, boolean relays, Runnable wake) {
        this.exchange = exchange;
        this.remote = remote;
        this.place = Address.of(remote.overlay().bytes());
        this.relays = relays;
        serves = !remote.services().isLight();
        this.wake = wake;
    }

    SwarmAddress remote() {
        return remote;
    }

    /** A light node stores nothing for anybody. */
    boolean serves() {
        return serves;
    }

    boolean relays() {
        return relays;
    }

    int proximity(Address address) {
        return place.proximity(address);
    }

    /** Another session goes on with it. */
    synchronized void waking(Runnable next) {
        wake = next;
    }

    synchronized boolean hasLeft() {
        return left;
    }

    synchronized int outstanding() {
        return asked.size();
    }

    /** Chunks that came at our request. */
    synchronized long deliveries() {
        return deliveries;
    }

    synchronized void ask(long id, Address address, int hops, long untilNanos) {
        asked.put(id, new Asked(address, untilNanos));
        send(new RetrievalNews.Request(id, address, hops));
    }

    synchronized void send(RetrievalNews news) {
        if (!left && outgoing.size() < MAX_WAITING) {
            outgoing.add(news);
            wake.run();
        }
    }

    synchronized void forgetUnanswered(long nanos) {
        asked.values().removeIf(request -> nanos - request.untilNanos() >= 0);
    }

    @Override
    public synchronized Optional<RetrievalNews> next() {
        return Optional.ofNullable(outgoing.peek());
    }

    @Override
    public synchronized void sent(RetrievalNews news) {
        outgoing.remove();
    }

    @Override
    public void requested(long id, Address address) {
        requested(id, address, 0);
    }

    @Override
    public void requested(long id, Address address, int hops) {
        exchange.serve(this, id, address, hops);
    }

    @Override
    public void delivered(long id, Address address, byte[] data) throws DisconnectException {
        if (!isAnswer(id, address)) {
            throw DisconnectException.subprotocol("chunk " + address + " that nobody asked for");
        }
        try {
            exchange.take(this, Chunk.verified(address, data));
        } catch (InvalidChunkException e) {
            throw new DisconnectException(DisconnectReason.SUBPROTOCOL_ERROR, e.getMessage(), e);
        }
    }

    @Override
    public void delivered(Chunk chunk) {
        if (isAnswer(chunk.address())) {
            exchange.take(this, chunk);
        }
    }

    private synchronized boolean isAnswer(Address address) {
        boolean answer = asked.values().removeIf(request -> request.address().equals(address));
        deliveries += answer ? 1 : 0;
        return answer;
    }

    private synchronized boolean isAnswer(long id, Address address) {
        Asked request = asked.remove(id);
        boolean answer = request != null && request.address().equals(address);
        deliveries += answer ? 1 : 0;
        return answer;
    }

    @Override
    public void leave() {
        synchronized (this) {
            left = true;
            outgoing.clear();
            asked.clear();
        }
        exchange.left(this);
    }
}
