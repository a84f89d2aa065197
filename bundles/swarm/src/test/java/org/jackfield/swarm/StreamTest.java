package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.HandOverException;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.SessionState;
import org.jackfield.api.testing.PipePair;
import org.jackfield.chunks.Chunk;
import org.jackfield.overlay.OpenSync;
import org.jackfield.overlay.OpenTopology;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.overlay.SyncSamples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The protocol as the core runs it, against a scripted peer. */
@Timeout(30)
class StreamTest {

    private static final Overlay SELF = Fixtures.overlay("0000", 0);
    private static final SwarmAddress REMOTE = Fixtures.node(Fixtures.overlay("1000", 1));
    private static final StreamName STREAM = StreamName.ofBin(0);
    private static final Peer PEER = peer();

    private final OpenSync room = new OpenSync(SELF);
    private final PipePair pipes = new PipePair(6);
    private final MessagePipe remote = pipes.right();

    @AfterEach
    void hangUp() {
        pipes.close();
    }

    @Test
    void offersSixMessages() {
        Stream protocol = release();
        assertEquals(Capability.parse("bzz-stream/8"), protocol.capability());
        assertEquals(6, protocol.messageCount());
    }

    @Test
    void aBatchOutlivesTheRelease() throws Exception {
        room.depth(1);
        List<Chunk> chunks = List.of(SyncSamples.chunk(1), SyncSamples.chunk(2));
        Stream first = release();
        MessagePipe pipe = pipes.left();
        FutureTask<Void> run = Sessions.start(() -> first.run(PEER, pipe));
        assertEquals(new StreamMessage.InfoRequest(List.of(STREAM)), read());
        say(new StreamMessage.Info(List.of(new StreamMessage.Cursor(STREAM, 0, false))));
        long id = assertInstanceOf(StreamMessage.GetRange.class, read()).id();
        say(new StreamMessage.Offered(id, 2, chunks.stream().map(Chunk::address).toList()));
        assertInstanceOf(StreamMessage.Wanted.class, read());
        assertEquals(List.of(0), first.peerInfo(PEER.id()).orElseThrow().get("bins"));

        MessagePipe second = pipes.handOverLeft(0);
        SessionState left = assertInstanceOf(
                        HandOverException.class,
                        assertThrows(ExecutionException.class, () -> run.get(10, TimeUnit.SECONDS))
                                .getCause())
                .state()
                .orElseThrow();
        assertTrue(first.peerInfo(PEER.id()).isEmpty());
        say(new StreamMessage.Delivery(
                id,
                chunks.stream()
                        .map(chunk -> new StreamMessage.Delivered(chunk.address(), chunk.data()))
                        .toList()));
        Stream next = release();
        assertTrue(next.reads(left.version()));
        Sessions.start(() -> next.resume(PEER, second, left));
        assertEquals(3, assertInstanceOf(StreamMessage.GetRange.class, read()).from());
        assertTrue(chunks.stream().allMatch(room::has));
    }

    private void say(StreamMessage message) throws Exception {
        remote.write(message.encoded());
    }

    private StreamMessage read() throws Exception {
        return StreamMessage.decode(remote.read());
    }

    /** Releases come and go; what outlives them is the room. */
    private Stream release() {
        Swarm swarm = new Swarm(4, false, OpenTopology.at(SELF));
        swarm.handshakes.with(PEER).complete(REMOTE);
        return new Stream(
                new AfterHandshake(Stream.NAME, swarm, Duration.ofMinutes(1), Duration.ofMillis(1)), room.sync());
    }

    private static Peer peer() {
        return Sessions.peer(Fixtures.enode(1).id(), true);
    }
}
