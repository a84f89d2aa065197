package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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
import org.jackfield.overlay.OpenTopology;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.Services;
import org.jackfield.overlay.Topology;
import org.jackfield.pss.Delivery;
import org.jackfield.pss.Destination;
import org.jackfield.pss.Interest;
import org.jackfield.pss.OpenPss;
import org.jackfield.pss.Pss;
import org.jackfield.pss.PssMessage;
import org.jackfield.pss.PssVectors;
import org.jackfield.pss.Seal;
import org.jackfield.pss.Topic;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of pss/2, and a session against a scripted peer. */
@Timeout(30)
class PssTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Topic TOPIC = Topic.named("a topic");
    private static final Overlay OURS = Fixtures.overlay(0x77);
    private static final PssLayout LAYOUT = new PlainPssLayout();

    private final Topology topology = OpenTopology.at(OURS);
    private final OpenPss room = new OpenPss(topology);
    private final BlockingQueue<Delivery> delivered = new ArrayBlockingQueue<>(10);
    private final PipePair pipes = new PipePair(1);
    private final MessagePipe remote = pipes.right();

    static List<PssVectors> vectors() {
        return PssVectors.all();
    }

    @AfterEach
    void hangUp() {
        pipes.close();
    }

    @Test
    void offersOneMessage() {
        PssProtocol protocol = release(peer(false));
        assertEquals(Capability.parse("pss/2"), protocol.capability());
        assertEquals(1, protocol.messageCount());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsAndWritesWhatTheOriginalWrote(PssVectors vector) throws Exception {
        PssMessage message = LAYOUT.decode(vector.bytes("bytes"));
        assertEquals(vector.to(), message.to());
        assertEquals(vector.seal(), message.seal());
        assertEquals(vector.expiry(), message.expiry());
        assertEquals(PssVectors.TOPIC, message.topic());
        assertArrayEquals(vector.bytes("payload"), message.payload());
        assertArrayEquals(vector.bytes("bytes"), LAYOUT.encode(message));
    }

    /** ethersphere swarm v0.5.8, pss/message/message_test.go: symmetric and raw at once. */
    @Test
    void passesBothFlagsOn() throws Exception {
        byte[] both = Fixtures.bytes("dd94fa12f92afbe00f8508d0e83bab9cf8cebf42e25e03808491273d4980");
        PssMessage message = LAYOUT.decode(both);
        assertEquals(Seal.RAW, message.seal());
        assertArrayEquals(both, LAYOUT.encode(message));
    }

    /** The first line is a message; every other has one item that is not as it should be, or one too few or too many. */
    @ParameterizedTest
    @CsvSource({
        "true, 32, 00, ffffffff, 11223344, 5",
        "false, 33, 00, ffffffff, 11223344, 5",
        "false, 32, '', ffffffff, 11223344, 5",
        "false, 32, 0000, ffffffff, 11223344, 5",
        "false, 32, 00, 0100000000, 11223344, 5",
        "false, 32, 00, 00ff, 11223344, 5",
        "false, 32, 00, ffffffff, 112233, 5",
        "false, 32, 00, ffffffff, 1122334455, 5",
        "false, 32, 00, ffffffff, 11223344, 4",
        "false, 32, 00, ffffffff, 11223344, 6"
    })
    void refusesOtherForms(boolean good, int to, String flags, String expiry, String topic, int items)
            throws Exception {
        RlpWriter out = new RlpWriter().beginList().write(new byte[to]).write(Fixtures.bytes(flags));
        out.write(Fixtures.bytes(expiry)).write(Fixtures.bytes(topic));
        for (int item = 4; item < items; item++) {
            out.write(new byte[3]);
        }
        byte[] message = out.endList().toByteArray();
        if (good) {
            assertEquals(0xffffffffL, LAYOUT.decode(message).expiry());
        } else {
            assertThrows(RlpException.class, () -> LAYOUT.decode(message));
        }
    }

    @Test
    void survivesMalformedMessages() {
        List<byte[]> good = vectors().stream()
                .filter(vector -> vector.bytes("plain").length == 1 && vector.bytes("to").length == 1)
                .map(vector -> vector.bytes("bytes"))
                .toList();
        Malformed.feed(LAYOUT::decode, good, RlpException.class);
    }

    @Test
    void sendsAndDelivers() throws Exception {
        start(false, 1);
        remote.write(message(Destination.of(OURS), 1));
        assertArrayEquals(new byte[] {1}, delivered.poll(10, TimeUnit.SECONDS).payload());
        room.pss().sendRaw(Destination.EVERYBODY, TOPIC, new byte[] {2}, LONG);
        Message said = remote.read();
        assertEquals(0, said.code());
        assertArrayEquals(new byte[] {2}, LAYOUT.decode(said.payload()).payload());
    }

    @Test
    void saysNothingOfItsOwnAccordBeforeThePeerWhenDialed() throws Exception {
        start(true, 60_000);
        room.pss().sendRaw(Destination.EVERYBODY, TOPIC, new byte[] {2}, LONG);
        remote.write(message(Destination.of(OURS), 1));
        assertArrayEquals(new byte[] {2}, LAYOUT.decode(remote.read().payload()).payload());
        assertEquals(1, delivered.take().payload()[0]);
    }

    @Test
    void leavesWhoSendsTooMuchAtOnce() throws Exception {
        FutureTask<Void> run = start(false, 1);
        RlpWriter large = new RlpWriter().beginList().write(new byte[0]).write(new byte[] {2});
        large.write(1L << 31).write(TOPIC.bytes()).write(new byte[1 << 20]);
        remote.write(new Message(0, large.endList().toByteArray()));
        assertInstanceOf(DisconnectException.class, Sessions.endOf(run));
        assertTrue(delivered.isEmpty());
    }

    @Test
    void whatFitsIsNotTooMuch() throws Exception {
        start(false, 1);
        byte[] largest = new byte[Pss.MAX_PAYLOAD_BYTES];
        room.pss().sendRaw(Destination.of(Fixtures.GOLDEN_ADDRESS.overlay()), TOPIC, largest, LONG);
        Message said = remote.read();
        assertTrue(said.size() <= 1 << 20, () -> said.size() + " bytes");
    }

    @Test
    void leavesWhoSaysSomethingElse() throws Exception {
        FutureTask<Void> run = start(false, 1);
        remote.write(new Message(0, new byte[] {1}));
        assertInstanceOf(RlpException.class, Sessions.endOf(run));
    }

    @Test
    void whatWaitsOutlivesTheRelease() throws Exception {
        FutureTask<Void> run = start(false, 1);
        remote.write(message(Destination.of(OURS), 1));
        assertEquals(1, delivered.take().payload()[0]);
        MessagePipe second = pipes.handOverLeft(0);
        SessionState left = assertInstanceOf(HandOverException.class, Sessions.endOf(run))
                .state()
                .orElseThrow();
        room.pss().sendRaw(Destination.EVERYBODY, TOPIC, new byte[] {2}, LONG);
        remote.write(message(Destination.of(OURS), 3));
        resume(second, left);
        assertArrayEquals(new byte[] {2}, LAYOUT.decode(remote.read().payload()).payload());
        assertEquals(3, delivered.take().payload()[0]);
        remote.write(message(Destination.of(OURS), 1));
        remote.write(message(Destination.of(OURS), 4));
        assertEquals(4, delivered.take().payload()[0]);
    }

    @Test
    void isAnnouncedBesideWhatTheNodeIs() throws Exception {
        Services announced = PssProtocol.announcedBy(Services.FULL);
        assertTrue(announced.isFull());
        // As the original's own, which does not say that it forwards (bit 4), though it does.
        assertEquals(
                "dfded280d001018080010180808080808080808001" + "ca01c80101808001010180",
                HexFormat.of().formatHex(announced.encode()));
        assertEquals(announced, Services.decode(announced.encode()));
        assertTrue(PssProtocol.announcedBy(Services.LIGHT).isLight());
    }

    private PssProtocol release(Peer peer, long silenceMillis) {
        Swarm swarm = new Swarm(4, false, topology);
        swarm.handshakes.with(peer).complete(Fixtures.GOLDEN_ADDRESS);
        AfterHandshake course = new AfterHandshake(PssProtocol.NAME, swarm, LONG, Duration.ofMillis(silenceMillis));
        return new PssProtocol(course, room.relay());
    }

    private PssProtocol release(Peer peer) {
        return release(peer, 1);
    }

    private FutureTask<Void> start(boolean inbound, long silenceMillis) {
        room.pss().listen(Interest.in(TOPIC).withRaw(), delivered::add);
        Peer peer = peer(inbound);
        PssProtocol release = release(peer, silenceMillis);
        MessagePipe pipe = pipes.left();
        return Sessions.start(() -> release.run(peer, pipe));
    }

    private FutureTask<Void> resume(MessagePipe pipe, SessionState left) {
        Peer peer = peer(false);
        PssProtocol release = release(peer);
        assertTrue(release.reads(left.version()));
        return Sessions.start(() -> release.resume(peer, pipe, left));
    }

    private static Message message(Destination to, int payload) {
        return new Message(
                0, LAYOUT.encode(new PssMessage(to, true, false, 1L << 31, TOPIC, new byte[] {(byte) payload})));
    }

    private static Peer peer(boolean inbound, Capability... shared) {
        return Sessions.peer(Fixtures.enode(1).id(), inbound, shared);
    }
}
