package org.jackfield.rlpx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jackfield.api.NodeId;
import org.jackfield.api.transport.Link;
import org.junit.jupiter.api.Test;

class HandshakeHandlerTest implements HandshakeHandler.Outcome {

    private static final HandshakeHandler.Settings SETTINGS =
            new HandshakeHandler.Settings(Timeouts.STANDARD, new Scratch());

    private final List<Link> links = new ArrayList<>();
    private final List<IOException> failures = new ArrayList<>();

    @Override
    public void connected(Link link) {
        links.add(link);
    }

    @Override
    public void failed(IOException cause) {
        failures.add(cause);
    }

    @Test
    void aRecipientAnswersAndBecomesALink() throws Exception {
        EmbeddedSocket socket = recipient();
        Initiator initiator = new Initiator(Eip8.keyA(), Eip8.idB());
        socket.writeInbound(Unpooled.wrappedBuffer(initiator.opening()));
        ByteBuf ack = socket.readOutbound();
        assertTrue(initiator.read(ack.nioBuffer()).isPresent());
        ack.release();
        assertEquals(Eip8.idA(), links.get(0).remoteId());
        assertTrue(links.get(0).inbound());
        assertEquals(EmbeddedSocket.REMOTE, links.get(0).remoteAddress());
        assertFalse(socket.config().isAutoRead(), "nothing is read until the link is started");
        assertInstanceOf(SocketLink.class, socket.pipeline().last());
    }

    @Test
    void anInitiatorReceivesFramesThatCameWithTheAck() throws Exception {
        EmbeddedSocket socket = new EmbeddedSocket(
                new HandshakeHandler(() -> new Initiator(Eip8.keyA(), Eip8.idB()), false, SETTINGS, this));
        ByteBuf auth = socket.readOutbound();
        Handshake.Result result =
                new Recipient(Eip8.keyB()).read(auth.nioBuffer()).orElseThrow();
        auth.release();
        ByteArrayOutputStream hello = new ByteArrayOutputStream();
        Session.of(result.secrets(), new Scratch()).encoder().encode(0, new byte[] {9}, hello::write);
        socket.writeInbound(Unpooled.wrappedBuffer(result.reply(), hello.toByteArray()));
        Recorder recorder = new Recorder();
        links.get(0).start(recorder);
        assertEquals(List.of(0), recorder.codes());
    }

    @Test
    void aSlowHandshakeIsCut() {
        EmbeddedSocket socket = recipient();
        byte[] auth = Eip8.bytes("auth2");
        for (int second = 0; second < 4; second++) {
            socket.writeInbound(Unpooled.wrappedBuffer(auth, second, 1));
            socket.pass(Duration.ofSeconds(1));
        }
        assertTrue(failures.isEmpty());
        socket.pass(Duration.ofSeconds(1));
        assertInstanceOf(SocketTimeoutException.class, failures.get(0));
        assertFalse(socket.isOpen());
        assertEquals(1, failures.size());
    }

    @Test
    void theTimeoutDoesNotReachTheLink() throws Exception {
        EmbeddedSocket socket = recipient();
        socket.writeInbound(Unpooled.wrappedBuffer(new Initiator(Eip8.keyA(), Eip8.idB()).opening()));
        socket.pass(Duration.ofMinutes(1));
        assertTrue(socket.isOpen());
        assertTrue(failures.isEmpty());
        socket.finishAndReleaseAll();
    }

    @Test
    void aMalformedHandshakeIsCutAtOnce() {
        EmbeddedSocket socket = recipient();
        socket.writeInbound(Unpooled.wrappedBuffer(new byte[2048]));
        assertInstanceOf(HandshakeException.class, failures.get(0));
        assertFalse(socket.isOpen());
        assertEquals(1, failures.size());
    }

    @Test
    void aSideThatGivesUpIsNoticed() {
        recipient().remoteCloses();
        assertInstanceOf(EOFException.class, failures.get(0));
        recipient().close();
        assertEquals(2, failures.size());
    }

    @Test
    void aNodeIdThatIsNoKeyFails() {
        NodeId noKey = NodeId.of(new byte[NodeId.BYTES]);
        EmbeddedSocket socket = new EmbeddedSocket(
                new HandshakeHandler(() -> new Initiator(Eip8.keyA(), noKey), false, SETTINGS, this));
        assertInstanceOf(HandshakeException.class, failures.get(0));
        assertFalse(socket.isOpen());
    }

    @Test
    void bytesAreReadOneByOne() throws Exception {
        EmbeddedSocket socket = recipient();
        byte[] auth = new Initiator(Eip8.keyA(), Eip8.idB()).opening();
        for (byte next : auth) {
            assertTrue(links.isEmpty());
            socket.writeInbound(Unpooled.wrappedBuffer(ByteBuffer.wrap(new byte[] {next})));
        }
        assertEquals(1, links.size());
        socket.finishAndReleaseAll();
    }

    private EmbeddedSocket recipient() {
        return new EmbeddedSocket(new HandshakeHandler(() -> new Recipient(Eip8.keyB()), true, SETTINGS, this));
    }
}
