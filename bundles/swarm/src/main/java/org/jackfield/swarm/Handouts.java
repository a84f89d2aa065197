package org.jackfield.swarm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.api.session.MessageSource;
import org.jackfield.api.session.Outgoing;
import org.jackfield.chunks.Address;
import org.jackfield.overlay.SyncSeat;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * Chunks that a peer has chosen, in frames. They are loaded when they are to be written; those that have gone by then are passed
 * over. The session's thread adds, the writer's takes.
 */
final class Handouts implements MessageSource {

    /** Chunks in a frame (ethersphere swarm v0.5.8, network/stream/stream.go). */
    static final int FRAME = 16;

    private final SyncSeat seat;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Handout> handouts = new ArrayDeque<>();
    private long delivered;

    /** The next frame. The writer's. */
    private Optional<Frame> frame = Optional.empty();

    /** @param addresses how many it takes off the first handout */
    private record Frame(StreamMessage.Delivery delivery, int addresses) {}

    /** An offer of which the peer has chosen. */
    private record Handout(long id, Deque<Address> left, List<Address> all) {}

    Handouts(SyncSeat seat) {
        this.seat = seat;
    }

    /** As the last release has {@link #write written} it. */
    void read(RlpReader items) throws RlpException {
        for (RlpReader list = items.readList(); list.hasNext(); ) {
            RlpReader one = list.readList();
            long id = one.readUnsignedLong();
            add(id, StreamState.readAddresses(one), StreamState.readAddresses(one));
            one.finish();
        }
    }

    /**
     * Once nothing asks it any more.
     *
     * <pre>
     *   [ [ id, [ address, ... ], [ address, ... ] ], ... ]     what is left, and all
     * </pre>
     */
    void write(RlpWriter out) {
        out.beginList();
        for (Handout handout : handouts) {
            out.beginList().write(handout.id());
            StreamState.writeAddresses(out, handout.left());
            StreamState.writeAddresses(out, handout.all());
            out.endList();
        }
        out.endList();
    }

    /** @param all that was offered: the peer has it when it has got what it has chosen */
    void add(long id, List<Address> chosen, List<Address> all) {
        lock.lock();
        try {
            handouts.add(new Handout(id, new ArrayDeque<>(chosen), all));
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return handouts.size();
        } finally {
            lock.unlock();
        }
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

    @Override
    public Optional<Outgoing> next() {
        for (Optional<Handout> first = first(); frame.isEmpty() && first.isPresent(); first = first()) {
            load(first.get());
        }
        return frame.map(next -> new Outgoing(next.delivery().encoded(), () -> sent(next)));
    }

    private void load(Handout handout) {
        List<Address> addresses = handout.left().stream().limit(FRAME).toList();
        List<StreamMessage.Delivered> chunks = seat.load(addresses).stream()
                .map(chunk -> new StreamMessage.Delivered(chunk.address(), chunk.data()))
                .toList();
        if (chunks.isEmpty()) {
            passed(handout, addresses.size());
        } else {
            frame = Optional.of(new Frame(new StreamMessage.Delivery(handout.id(), chunks), addresses.size()));
        }
    }

    private void sent(Frame written) {
        frame = Optional.empty();
        lock.lock();
        try {
            delivered += written.delivery().chunks().size();
        } finally {
            lock.unlock();
        }
        passed(first().orElseThrow(), written.addresses());
    }

    private void passed(Handout handout, int count) {
        for (int i = 0; i < count; i++) {
            handout.left().remove();
        }
        if (handout.left().isEmpty()) {
            lock.lock();
            try {
                handouts.remove();
            } finally {
                lock.unlock();
            }
            seat.pulled(handout.all());
        }
    }

    private Optional<Handout> first() {
        lock.lock();
        try {
            return Optional.ofNullable(handouts.peek());
        } finally {
            lock.unlock();
        }
    }
}
