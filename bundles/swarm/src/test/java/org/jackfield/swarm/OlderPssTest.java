package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.SessionState;
import org.jackfield.api.testing.PipePair;
import org.jackfield.overlay.OpenTopology;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.Topology;
import org.jackfield.pss.Delivery;
import org.jackfield.pss.Destination;
import org.jackfield.pss.Envelope;
import org.jackfield.pss.Interest;
import org.jackfield.pss.OpenPss;
import org.jackfield.pss.Pss;
import org.jackfield.pss.PssMessage;
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

/** pss/2 on a link of the older release: its messages, and a session with a scripted peer. */
@Timeout(30)
class OlderPssTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Topic TOPIC = Topic.named("a topic");
    private static final Overlay OURS = Fixtures.overlay(0x77);
    private static final PssLayout LAYOUT = new OlderPssLayout();

    private final Topology topology = OpenTopology.at(OURS);
    private final OpenPss room = new OpenPss(topology);
    private final BlockingQueue<Delivery> delivered = new ArrayBlockingQueue<>(10);
    private final PipePair pipes = new PipePair(1);
    private final MessagePipe remote = new WrappedPipe(pipes.right());

    @AfterEach
    void hangUp() {
        pipes.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, RAW, 1600000000, 0", "1, 1, SYMMETRIC, 1600000001, 1", "2, 32, ASYMMETRIC, 1600000002, 1000"})
    void readsAndWritesWhatTheOriginalWrote(int number, int to, Seal seal, long expiry, int length) throws Exception {
        byte[] golden = OlderVectors.of("pss").get(number).payload();
        PssMessage message = LAYOUT.decode(golden);
        assertEquals(to, message.to().bytes().length);
        assertEquals(seal, message.seal());
        assertEquals(expiry, message.expiry());
        assertEquals(Topic.named("topic of vectors"), message.topic());
        assertEquals(length, message.payload().length);
        assertEquals(Envelope.NONE, message.envelope());
        assertArrayEquals(golden, LAYOUT.encode(message));
    }

    /** The first line is a message; every other has one item that is not as it should be, or one too few or too many. */
    @ParameterizedTest
    @CsvSource({
        "true, 32, 00, ffffffff, ffffffff, ff, 11223344, ffffffffffffffff, 5",
        "false, 33, 00, ffffffff, ff, ff, 11223344, ff, 5",
        "false, 32, '', ffffffff, ff, ff, 11223344, ff, 5",
        "false, 32, 0000, ffffffff, ff, ff, 11223344, ff, 5",
        "false, 32, 00, 0100000000, ff, ff, 11223344, ff, 5",
        "false, 32, 00, ffffffff, 0100000000, ff, 11223344, ff, 5",
        "false, 32, 00, ffffffff, ff, 0100000000, 11223344, ff, 5",
        "false, 32, 00, ffffffff, ff, ff, 112233, ff, 5",
        "false, 32, 00, ffffffff, ff, ff, 11223344, 010000000000000000, 5",
        "false, 32, 00, ffffffff, ff, ff, 11223344, ff, 4",
        "false, 32, 00, ffffffff, ff, ff, 11223344, ff, 6"
    })
    void refusesOtherForms(
            boolean good,
            int to,
            String flags,
            String expiry,
            String wrappedExpiry,
            String ttl,
            String topic,
            String nonce,
            int items)
            throws Exception {
        RlpWriter out = new RlpWriter().beginList().write(new byte[to]).write(Fixtures.bytes(flags));
        out.write(Fixtures.bytes(expiry)).beginList().write(Fixtures.bytes(wrappedExpiry));
        out.write(Fixtures.bytes(ttl)).write(Fixtures.bytes(topic)).write(new byte[3]);
        for (int item = 4; item < items; item++) {
            out.write(Fixtures.bytes(nonce));
        }
        byte[] message = out.endList().endList().toByteArray();
        if (good) {
            assertEquals(
                    new Envelope(0xffffffffL, 0xff, -1), LAYOUT.decode(message).envelope());
            assertArrayEquals(message, LAYOUT.encode(LAYOUT.decode(message)));
        } else {
            assertThrows(RlpException.class, () -> LAYOUT.decode(message));
        }
    }

    @Test
    void survivesMalformedMessages() {
        List<byte[]> good =
                OlderVectors.of("pss").stream().map(Message::payload).toList();
        Malformed.feed(LAYOUT::decode, good, RlpException.class);
    }

    @Test
    void sendsAndDeliversInTheFormOfTheLink() throws Exception {
        start();
        remote.write(message(Destination.of(OURS), 1));
        assertArrayEquals(new byte[] {1}, delivered.poll(10, TimeUnit.SECONDS).payload());
        room.pss().sendRaw(Destination.EVERYBODY, TOPIC, new byte[] {2}, LONG);
        PssMessage said = LAYOUT.decode(remote.read().payload());
        assertArrayEquals(new byte[] {2}, said.payload());
        assertEquals(Envelope.NONE, said.envelope());
    }

    @Test
    void passesOverWhatThePeerWouldLeaveUsFor() throws Exception {
        start();
        Destination far = Destination.of(Fixtures.GOLDEN_ADDRESS.overlay());
        room.pss().sendRaw(far, TOPIC, new byte[Pss.MAX_PAYLOAD_BYTES], LONG);
        room.pss().sendRaw(far, TOPIC, new byte[] {2}, LONG);
        assertArrayEquals(new byte[] {2}, LAYOUT.decode(remote.read().payload()).payload());
    }

    @Test
    void whatWaitsOutlivesTheRelease() throws Exception {
        FutureTask<Void> run = start();
        remote.write(message(Destination.of(OURS), 1));
        assertEquals(1, delivered.take().payload()[0]);
        MessagePipe second = pipes.handOverLeft(0);
        SessionState left = assertInstanceOf(
                        HandOverException.class,
                        assertThrows(ExecutionException.class, () -> run.get(10, TimeUnit.SECONDS))
                                .getCause())
                .state()
                .orElseThrow();
        room.pss().sendRaw(Destination.EVERYBODY, TOPIC, new byte[] {2}, LONG);
        remote.write(message(Destination.of(OURS), 3));
        Sessions.start(() -> release().resume(peer(), second, left));
        assertArrayEquals(new byte[] {2}, LAYOUT.decode(remote.read().payload()).payload());
        assertEquals(3, delivered.take().payload()[0]);
    }

    private PssProtocol release() {
        Swarm swarm = new Swarm(4, false, topology);
        swarm.handshakes.with(peer()).complete(Fixtures.GOLDEN_ADDRESS);
        return new PssProtocol(new AfterHandshake(PssProtocol.NAME, swarm, LONG, Duration.ofMillis(1)), room.relay());
    }

    private FutureTask<Void> start() {
        room.pss().listen(Interest.in(TOPIC).withRaw(), delivered::add);
        MessagePipe pipe = pipes.left();
        return Sessions.start(() -> release().run(peer(), pipe));
    }

    private static Message message(Destination to, int payload) {
        return new Message(
                0, LAYOUT.encode(new PssMessage(to, true, false, 1L << 31, TOPIC, new byte[] {(byte) payload})));
    }

    private static Peer peer() {
        return Sessions.peer(Fixtures.enode(1).id(), false, Capability.parse("bzz/8"), Capability.parse("pss/2"));
    }
}
