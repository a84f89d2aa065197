package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.SessionState;
import org.jackfield.api.testing.PipePair;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.overlay.OpenRetrieval;
import org.jackfield.overlay.OpenTopology;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.RetrievalNews;
import org.jackfield.overlay.Topology;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session against a scripted peer. */
@Timeout(30)
class RetrieveTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Chunk HERE = chunk(1);
    private static final Chunk THERE = chunk(2);

    private final Topology topology = OpenTopology.at(Overlay.of(THERE.address().bytes()));
    private final OpenRetrieval room = new OpenRetrieval(topology, List.of(HERE));
    private final PipePair pipes = new PipePair(2);
    private final MessagePipe remote = pipes.right();

    @AfterEach
    void hangUp() {
        pipes.close();
    }

    @Test
    void offersTwoMessages() {
        Retrieve protocol = release(peer(false));
        assertEquals(Capability.parse("bzz-retrieve/2"), protocol.capability());
        assertEquals(2, protocol.messageCount());
    }

    @Test
    void writesMessagesAsTheOriginal() {
        String address = "a0" + THERE.address().hex();
        assertArrayEquals(
                Fixtures.bytes("e207" + address),
                RetrieveMessages.encode(new RetrievalNews.Request(7, THERE.address(), 1))
                        .payload());
        assertArrayEquals(
                Fixtures.bytes("f084ffffffff" + address + "89010000000000000002"),
                RetrieveMessages.encode(new RetrievalNews.Delivery(0xffffffffL, THERE))
                        .payload());
    }

    @Test
    void servesAndIsServed() throws Exception {
        start(false);
        remote.write(request(7, HERE.address()));
        assertSaid(RetrieveMessages.encode(new RetrievalNews.Delivery(7, HERE)), remote.read());
        CompletableFuture<Chunk> wanted = room.fetcher().fetch(THERE.address());
        assertSaid(request(1, THERE.address()), remote.read());
        remote.write(RetrieveMessages.encode(new RetrievalNews.Delivery(1, THERE)));
        assertEquals(THERE, wanted.get(10, TimeUnit.SECONDS));
        assertTrue(room.has(THERE.address()));
    }

    @Test
    void saysNothingOfItsOwnAccordBeforeThePeerWhenDialed() throws Exception {
        start(true);
        remote.write(request(7, HERE.address()));
        assertSaid(RetrieveMessages.encode(new RetrievalNews.Delivery(7, HERE)), remote.read());
    }

    @Test
    void leavesWhoSendsUnasked() throws Exception {
        FutureTask<Void> run = start(false);
        remote.write(RetrieveMessages.encode(new RetrievalNews.Delivery(1, THERE)));
        assertInstanceOf(DisconnectException.class, Sessions.endOf(run));
    }

    @Test
    void aRequestOutlivesTheRelease() throws Exception {
        FutureTask<Void> run = start(false);
        remote.write(request(7, HERE.address()));
        remote.read();
        CompletableFuture<Chunk> wanted = room.fetcher().fetch(THERE.address());
        assertSaid(request(1, THERE.address()), remote.read());
        MessagePipe second = pipes.handOverLeft(0);
        SessionState left = assertInstanceOf(HandOverException.class, Sessions.endOf(run))
                .state()
                .orElseThrow();
        remote.write(RetrieveMessages.encode(new RetrievalNews.Delivery(1, THERE)));
        remote.write(request(8, HERE.address()));
        resume(second, left);
        assertEquals(THERE, wanted.get(10, TimeUnit.SECONDS));
        assertSaid(RetrieveMessages.encode(new RetrievalNews.Delivery(8, HERE)), remote.read());
    }

    @Test
    void survivesMalformedMessages() {
        byte[] request = request(7, HERE.address()).payload();
        byte[] delivery =
                RetrieveMessages.encode(new RetrievalNews.Delivery(7, THERE)).payload();
        for (int code : new int[] {RetrieveMessages.REQUEST, RetrieveMessages.DELIVERY}) {
            Malformed.feed(
                    input -> RetrieveMessages.take(
                            new Message(code, input),
                            room.retrieval().join(Fixtures.enode(1).id(), Fixtures.GOLDEN_ADDRESS, false, () -> {})),
                    List.of(request, delivery),
                    DisconnectException.class);
        }
    }

    @Test
    void refusesAnOversizedChunk() {
        byte[] oversized = new RlpWriter()
                .beginList()
                .write(7)
                .write(THERE.address().bytes())
                .write(new byte[Chunk.MAX_BYTES + 1])
                .endList()
                .toByteArray();
        assertThrows(
                RlpException.class,
                () -> RetrieveMessages.take(
                        new Message(RetrieveMessages.DELIVERY, oversized),
                        room.retrieval().join(Fixtures.enode(1).id(), Fixtures.GOLDEN_ADDRESS, false, () -> {})));
    }

    /** Releases come and go; what outlives them is the room. */
    private Retrieve release(Peer peer) {
        Swarm swarm = new Swarm(4, false, topology);
        swarm.handshakes.with(peer).complete(Fixtures.GOLDEN_ADDRESS);
        return new Retrieve(new AfterHandshake(Retrieve.NAME, swarm, LONG, Duration.ofMillis(1)), room.retrieval());
    }

    private FutureTask<Void> start(boolean inbound) {
        Peer peer = peer(inbound);
        Retrieve release = release(peer);
        MessagePipe pipe = pipes.left();
        return Sessions.start(() -> release.run(peer, pipe));
    }

    private FutureTask<Void> resume(MessagePipe pipe, SessionState left) {
        Peer peer = peer(false);
        Retrieve release = release(peer);
        assertTrue(release.reads(left.version()));
        return Sessions.start(() -> release.resume(peer, pipe, left));
    }

    private static void assertSaid(Message expected, Message said) {
        assertEquals(expected.code(), said.code());
        assertArrayEquals(expected.payload(), said.payload());
    }

    private static Message request(long id, Address address) {
        return RetrieveMessages.encode(new RetrievalNews.Request(id, address, 1));
    }

    private static Chunk chunk(int content) {
        return Chunk.ofContent(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, (byte) content});
    }

    private static Peer peer(boolean inbound) {
        return Sessions.peer(Fixtures.enode(1).id(), inbound);
    }
}
