package org.jackfield.core;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.NodeId;
import org.jackfield.api.transport.Link;
import org.jackfield.api.transport.LinkHandler;

/**
 * One end of a link in memory. Both ends live on the test's loop. A frame remembers whether it was written compressed,
 * and fails the other end if that does not read by the same rule, as on a real link.
 */
final class MemoryLink implements Link {

    /** As much as is on its way before the writer is told to wait. */
    static final int WINDOW_BYTES = 64 * 1024;

    /** What a frame holds here; a real one holds less than 16 MiB, compressed. */
    static final int MAX_FRAME_BYTES = 12 << 20;

    /** A frame as it went over the wire. */
    record Frame(int code, byte[] payload, boolean compressed) {}

    private final TestLoop loop;
    private final NodeId remoteId;
    private final InetSocketAddress local;
    private final InetSocketAddress remote;
    private final boolean inbound;
    private final List<Frame> unflushed = new ArrayList<>();
    private final Queue<Frame> incoming = new ArrayDeque<>();
    /** Everything that left this end, for tests to look at. */
    final List<Frame> sent = new ArrayList<>();
    /** How many times something was flushed. */
    int flushes;

    private MemoryLink other;
    private LinkHandler handler;
    private boolean reading = true;
    private boolean compressed;
    private boolean established;
    private boolean endReached;
    private boolean endDelivered;
    private boolean closed;
    private boolean closedDelivered;
    private boolean waitingForRoom;

    private MemoryLink(
            TestLoop loop, NodeId remoteId, InetSocketAddress local, InetSocketAddress remote, boolean inbound) {
        this.loop = loop;
        this.remoteId = remoteId;
        this.local = local;
        this.remote = remote;
        this.inbound = inbound;
    }

    /** The dialing end; {@link #other} is the accepting one. */
    static MemoryLink pair(
            TestLoop loop, NodeId dialer, InetSocketAddress from, NodeId acceptor, InetSocketAddress to) {
        MemoryLink dialing = new MemoryLink(loop, acceptor, from, to, false);
        MemoryLink accepting = new MemoryLink(loop, dialer, to, from, true);
        dialing.other = accepting;
        accepting.other = dialing;
        return dialing;
    }

    MemoryLink other() {
        return other;
    }

    boolean isReading() {
        return reading;
    }

    /** Whether everything written here has been delivered. */
    boolean drained() {
        return onTheWay() == 0;
    }

    boolean isEstablished() {
        return established;
    }

    /** The network fails. */
    void breakDown() {
        for (MemoryLink end : List.of(this, other)) {
            loop.execute(() -> end.fail(new IOException("connection reset")));
        }
    }

    /** What the transport beneath notices by itself. */
    void fail(IOException cause) {
        if (!closed && !endDelivered) {
            endDelivered = true;
            handler.ended(cause);
        }
    }

    @Override
    public NodeId remoteId() {
        return remoteId;
    }

    @Override
    public InetSocketAddress localAddress() {
        return local;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public boolean inbound() {
        return inbound;
    }

    @Override
    public Executor executor() {
        return loop;
    }

    @Override
    public void start(LinkHandler newHandler) {
        handler = newHandler;
        deliver();
    }

    @Override
    public void established(boolean newCompressed) {
        established = true;
        compressed = newCompressed;
    }

    @Override
    public boolean writable() {
        boolean room = onTheWay() < WINDOW_BYTES;
        waitingForRoom |= !room;
        return room;
    }

    @Override
    public void write(int code, byte[] payload) {
        if (payload.length > MAX_FRAME_BYTES) {
            throw new IllegalArgumentException("a frame holds " + MAX_FRAME_BYTES + " bytes");
        }
        if (!closed) {
            unflushed.add(new Frame(code, payload, compressed));
        }
    }

    @Override
    public void flush() {
        if (!unflushed.isEmpty()) {
            flushes++;
            sent.addAll(unflushed);
            other.incoming.addAll(unflushed);
            unflushed.clear();
            loop.execute(other::deliver);
        }
    }

    @Override
    public void reading(boolean on) {
        reading = on;
        loop.execute(this::deliver);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        flush();
        closed = true;
        other.endReached = true;
        loop.execute(other::deliver);
        loop.execute(this::deliverClosed);
    }

    private long onTheWay() {
        return other.incoming.stream().mapToLong(f -> f.payload().length).sum()
                + unflushed.stream().mapToLong(f -> f.payload().length).sum();
    }

    private void deliver() {
        while (handler != null && !closed && reading && !incoming.isEmpty()) {
            Frame frame = incoming.remove();
            if (established && frame.compressed() != compressed && frame.code() != BaseMessages.DISCONNECT) {
                fail(DisconnectException.breach("the two ends disagree on compression"));
                return;
            }
            handler.received(frame.code(), frame.payload());
        }
        if (handler != null) {
            handler.delivered();
        }
        if (closed) {
            incoming.clear();
        }
        if (other.waitingForRoom && other.onTheWay() < WINDOW_BYTES && !other.closed && other.handler != null) {
            other.waitingForRoom = false;
            loop.execute(other.handler::writable);
        }
        if (handler != null && reading && incoming.isEmpty() && endReached) {
            fail(new EOFException("the other side closed"));
            other.deliverClosed();
        }
    }

    private void deliverClosed() {
        // Both ends have to close; a real link gives the other one two seconds.
        if (closed && !closedDelivered && handler != null) {
            closedDelivered = true;
            handler.closed();
        }
    }
}
