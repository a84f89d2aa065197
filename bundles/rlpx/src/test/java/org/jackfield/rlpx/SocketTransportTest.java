package org.jackfield.rlpx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.NodeId;
import org.jackfield.api.transport.Link;
import org.jackfield.api.transport.Transport;
import org.jackfield.crypto.NodeKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SocketTransportTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    // Only for what a test wants to run out; the rest stays longer than any test.
    private static final Timeouts SHORT_HANDSHAKE = new Timeouts(
            Timeouts.STANDARD.connect(),
            Duration.ofMillis(50),
            Timeouts.STANDARD.frame(),
            Timeouts.STANDARD.stall(),
            Timeouts.STANDARD.linger());
    private static final Timeouts SHORT_LINGER = lingering(Duration.ofMillis(50));
    private static final Timeouts LONG_LINGER = lingering(Duration.ofMinutes(5));

    private final NodeKey dialerKey = NodeKey.generate();
    private final NodeKey acceptorKey = NodeKey.generate();
    private final Lobby lobby = new Lobby();
    private final Recorder atDialer = new Recorder();
    private final Recorder atAcceptor = new Recorder();

    private SocketTransport dialer = new SocketTransport(dialerKey, Sockets.best(), Timeouts.STANDARD);
    private SocketTransport acceptor = new SocketTransport(acceptorKey, Sockets.best(), Timeouts.STANDARD);
    private Transport.Listener listener;
    private Link dialed;
    private Link accepted;

    @AfterEach
    void closeBoth() {
        CompletableFuture.allOf(CompletableFuture.runAsync(dialer::close), CompletableFuture.runAsync(acceptor::close))
                .join();
    }

    static Stream<Sockets> kinds() {
        return Stream.of(Sockets.nio(), Sockets.best()).distinct();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void bothSidesKnowEachOther(Sockets sockets) throws Exception {
        use(sockets, Timeouts.STANDARD);
        connect();
        assertEquals(acceptor.localId(), dialed.remoteId());
        assertEquals(dialer.localId(), accepted.remoteId());
        assertEquals(NodeId.of(dialerKey.publicKey()), dialer.localId());
        assertEquals(dialed.localAddress(), accepted.remoteAddress());
        assertEquals(dialed.remoteAddress(), listener.address());
        assertTrue(accepted.inbound() && !dialed.inbound());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void thousandsOfMessagesPassInOrderBothWays(Sockets sockets) throws Exception {
        use(sockets, Timeouts.STANDARD);
        connect();
        start(true);
        flood(dialed, 5000);
        flood(accepted, 5000);
        Random random = new Random(5000);
        for (int i = 0; i < 5000; i++) {
            byte[] payload = payload(random);
            for (Recorder recorder : new Recorder[] {atDialer, atAcceptor}) {
                Message message = recorder.message();
                assertEquals(0x10 + i, message.code());
                assertArrayEquals(payload, message.payload());
            }
        }
    }

    @Test
    void messagesOfEverySizeAndIdPass() throws Exception {
        connect();
        start(true);
        int[] codes = {0, 1, 0x0f, 0x10, 0x7f, 0x80, 0xff, 0x100, 0xffff, 0x10000, 0x1ffff};
        int[] sizes = {0, 1, 1 << 20, Message.MAX_PAYLOAD_BYTES};
        onLoop(dialed, () -> {
            for (int code : codes) {
                dialed.write(code, new byte[] {(byte) code});
            }
            for (int size : sizes) {
                dialed.write(0x10, compressible(size));
            }
            dialed.flush();
        });
        for (int code : codes) {
            Message message = atAcceptor.message();
            assertEquals(code, message.code());
            assertArrayEquals(new byte[] {(byte) code}, message.payload());
        }
        for (int size : sizes) {
            assertTrue(Arrays.equals(compressible(size), atAcceptor.message().payload()), size + " B differ");
        }
    }

    @Test
    void messagesPassUncompressedToo() throws Exception {
        connect();
        start(false);
        byte[] noise = new byte[1 << 20];
        new Random(6).nextBytes(noise);
        onLoop(accepted, () -> {
            accepted.write(0x20, noise.clone());
            accepted.flush();
        });
        assertArrayEquals(noise, atDialer.message().payload());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aSideThatDoesNotReadHoldsTheOtherUp(Sockets sockets) throws Exception {
        use(sockets, Timeouts.STANDARD);
        connect();
        start(true);
        accepted.reading(false);
        // What reading() posted has been done when a later task has.
        onLoop(accepted, () -> {});
        byte[] noise = new byte[32 << 10];
        new Random(7).nextBytes(noise);
        CompletableFuture<Integer> written = new CompletableFuture<>();
        onLoop(dialed, () -> written.complete(writeUntilFull(noise)));
        int count = written.get(Recorder.DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertTrue(atAcceptor.messages.size() < count, "everything was read although reading is off");
        accepted.reading(true);
        for (int i = 0; i < count; i++) {
            assertArrayEquals(noise, atAcceptor.message().payload());
        }
        Recorder.take(atDialer.writables);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aSideThatReadsOnAndOffMissesNothing(Sockets sockets) throws Exception {
        use(sockets, Timeouts.STANDARD);
        connect();
        Random pauses = new Random(8);
        onLoop(dialed, () -> dialed.start(atDialer));
        onLoop(
                accepted,
                () -> accepted.start(new Recorder() {
                    @Override
                    public void received(int code, byte[] payload) {
                        atAcceptor.received(code, payload);
                        if (pauses.nextInt(5) == 0) {
                            accepted.reading(false);
                            accepted.executor().execute(() -> accepted.reading(true));
                        }
                    }
                }));
        flood(dialed, 5000);
        Random random = new Random(5000);
        for (int i = 0; i < 5000; i++) {
            Message message = atAcceptor.message();
            assertEquals(0x10 + i, message.code());
            assertArrayEquals(payload(random), message.payload());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void tasksWithoutEndKeepNoMessageAway(Sockets sockets) throws Exception {
        use(sockets, Timeouts.STANDARD);
        connect();
        start(true);
        CompletableFuture<Void> sent = new CompletableFuture<>();
        CompletableFuture<Integer> tasks = new CompletableFuture<>();
        accepted.executor().execute(() -> {
            // The message is there before the first of the tasks runs.
            sent.join();
            repeatUntilHeard(0, tasks);
        });
        flood(dialed, 1);
        sent.complete(null);
        int count = tasks.get(Recorder.DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertTrue(count < 1_000_000, count + " tasks ran before a socket was looked at");
    }

    private void repeatUntilHeard(int tasks, CompletableFuture<Integer> count) {
        if (atAcceptor.messages.isEmpty()) {
            accepted.executor().execute(() -> repeatUntilHeard(tasks + 1, count));
        } else {
            count.complete(tasks);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aClosingSideIsHeardToTheEnd(Sockets sockets) throws Exception {
        use(sockets, Timeouts.STANDARD);
        connect();
        start(true);
        byte[] large = compressible(1 << 20);
        onLoop(dialed, () -> {
            dialed.write(0x11, large);
            dialed.write(1, new byte[] {(byte) 0xc1, 4});
            dialed.close();
        });
        assertEquals(0x11, atAcceptor.message().code());
        assertEquals(1, atAcceptor.message().code());
        assertInstanceOf(EOFException.class, Recorder.take(atAcceptor.ends));
        accepted.close();
        Recorder.take(atAcceptor.closings);
        Recorder.take(atDialer.closings);
        assertTrue(atDialer.ends.isEmpty());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aSideThatDoesNotReadIsNotFloodedByOneThatLeaves(Sockets sockets) throws Exception {
        use(sockets, SHORT_LINGER, LONG_LINGER);
        connect();
        start(true);
        accepted.reading(false);
        onLoop(accepted, () -> {});
        flood(dialed, 30);
        dialed.close();
        Recorder.take(atDialer.closings);
        onLoop(accepted, () -> {});
        assertTrue(atAcceptor.messages.isEmpty(), "delivered although reading is off");
        accepted.reading(true);
        Random random = new Random(30);
        for (int i = 0; i < 30; i++) {
            assertArrayEquals(payload(random), atAcceptor.message().payload());
        }
        assertInstanceOf(EOFException.class, Recorder.take(atAcceptor.ends));
        accepted.close();
        Recorder.take(atAcceptor.closings);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aSideThatLeavesCanStillBeToldSomething(Sockets sockets) throws Exception {
        use(sockets, Timeouts.STANDARD);
        listen();
        try (Raw raw = new Raw()) {
            accepted = lobby.link();
            onLoop(accepted, () -> accepted.start(atAcceptor));
            raw.socket.shutdownOutput();
            assertInstanceOf(EOFException.class, Recorder.take(atAcceptor.ends));
            onLoop(accepted, () -> {
                accepted.write(1, new byte[] {8});
                accepted.close();
            });
            assertEquals(64, raw.socket.getInputStream().readAllBytes().length);
        }
        Recorder.take(atAcceptor.closings);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aSideThatNeverClosesIsLeft(Sockets sockets) throws Exception {
        use(sockets, SHORT_LINGER);
        listen();
        try (Raw raw = new Raw()) {
            accepted = lobby.link();
            onLoop(accepted, () -> accepted.start(atAcceptor));
            accepted.close();
            Recorder.take(atAcceptor.closings);
            assertEquals(-1, raw.socket.getInputStream().read());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aSideThatFloodsOnIsLeft(Sockets sockets) throws Exception {
        use(sockets, SHORT_LINGER);
        listen();
        try (Raw raw = new Raw()) {
            accepted = lobby.link();
            onLoop(accepted, () -> accepted.start(atAcceptor));
            accepted.close();
            assertThrows(IOException.class, raw::flood);
            Recorder.take(atAcceptor.closings);
        }
    }

    @Test
    void aBadMacIsANetworkError() throws Exception {
        listen();
        try (Raw raw = new Raw()) {
            accepted = lobby.link();
            onLoop(accepted, () -> accepted.start(atAcceptor));
            raw.socket.getOutputStream().write(new byte[32]);
            DisconnectException end = assertInstanceOf(DisconnectException.class, Recorder.take(atAcceptor.ends));
            assertEquals(DisconnectReason.NETWORK_ERROR, end.reason());
            accepted.close();
        }
        Recorder.take(atAcceptor.closings);
    }

    @Test
    void aConnectionThatSaysNothingIsCut() throws Exception {
        use(Sockets.best(), SHORT_HANDSHAKE);
        listen();
        try (Socket silent =
                new Socket(listener.address().getAddress(), listener.address().getPort())) {
            assertInstanceOf(SocketTimeoutException.class, Recorder.take(lobby.failures));
            assertEquals(-1, silent.getInputStream().read());
        }
    }

    @Test
    void aListenerThatSaysNothingIsLeft() throws Exception {
        use(Sockets.best(), SHORT_HANDSHAKE);
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            IOException failure = failure(acceptor.localId(), (InetSocketAddress) silent.getLocalSocketAddress());
            assertInstanceOf(SocketTimeoutException.class, failure);
        }
    }

    @Test
    void anotherNodeThanTheOneDialedIsRefused() throws Exception {
        listen();
        IOException failure = failure(NodeId.of(NodeKey.generate().publicKey()), listener.address());
        assertTrue(failure.getMessage().contains("perhaps it is not the node"), failure.getMessage());
        assertInstanceOf(HandshakeException.class, Recorder.take(lobby.failures));
    }

    @Test
    void aClosedPortIsRefusedInOneLine() throws Exception {
        // Bound, so that nobody else takes it, but not listening.
        try (Socket taken = new Socket()) {
            taken.bind(ANY_PORT);
            InetSocketAddress closed = (InetSocketAddress) taken.getLocalSocketAddress();
            String message = failure(acceptor.localId(), closed).getMessage();
            assertEquals(
                    "cannot connect to " + closed.getHostString() + ":" + closed.getPort() + ": Connection refused",
                    message);
        }
    }

    @Test
    void anUnknownHostIsRefused() {
        InetSocketAddress unknown = InetSocketAddress.createUnresolved("no.such.host.invalid", 1);
        assertEquals(
                "unknown host no.such.host.invalid",
                failure(acceptor.localId(), unknown).getMessage());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aTakenPortIsToldInOneLine(Sockets sockets) throws Exception {
        use(sockets, Timeouts.STANDARD);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) taken.getLocalSocketAddress();
            IOException failure = assertThrows(IOException.class, () -> acceptor.listen(address, lobby));
            assertEquals(
                    "cannot listen on " + address.getHostString() + ":" + address.getPort()
                            + ": Address already in use",
                    failure.getMessage());
        }
    }

    @Test
    void whoIsNotAdmittedIsClosedAndForgotten() throws Exception {
        lobby.open = false;
        listen();
        try (Socket refused =
                new Socket(listener.address().getAddress(), listener.address().getPort())) {
            assertEquals(-1, refused.getInputStream().read());
        }
        Recorder.take(lobby.asked);
        assertTrue(lobby.failures.isEmpty() && lobby.links.isEmpty());
    }

    @Test
    void aClosedListenerKeepsItsLinks() throws Exception {
        connect();
        start(true);
        listener.close();
        failure(acceptor.localId(), listener.address());
        flood(dialed, 1);
        assertEquals(0x10, atAcceptor.message().code());
    }

    @Test
    void aClosedTransportHasClosedItsLinksAndMakesNoMore() throws Exception {
        connect();
        start(true);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(dialer::close);
        Recorder.take(atAcceptor.ends);
        accepted.close();
        closing.get(Recorder.DEADLINE_SECONDS, TimeUnit.SECONDS);
        Recorder.take(atDialer.closings);
        failure(acceptor.localId(), listener.address());
        assertThrows(IOException.class, () -> dialer.listen(ANY_PORT, lobby));
        dialed.close();
        dialed.executor().execute(() -> {});
    }

    /** A peer of plain sockets: dials, shakes hands as initiator, and then does what a test wants. */
    private final class Raw implements AutoCloseable {

        final Socket socket =
                new Socket(listener.address().getAddress(), listener.address().getPort());

        Raw() throws IOException {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(Recorder.DEADLINE_SECONDS));
            Initiator initiator = new Initiator(dialerKey, acceptor.localId());
            socket.getOutputStream().write(initiator.opening());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] one = new byte[1];
            do {
                in.readFully(one);
            } while (initiator.read(ByteBuffer.wrap(one)).isEmpty());
        }

        /** Writes until it cannot any more. */
        void flood() throws IOException {
            byte[] noise = new byte[1 << 16];
            while (true) {
                socket.getOutputStream().write(noise);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    static Timeouts lingering(Duration linger) {
        Timeouts standard = Timeouts.STANDARD;
        return new Timeouts(standard.connect(), standard.handshake(), standard.frame(), standard.stall(), linger);
    }

    private void use(Sockets sockets, Timeouts timeouts) {
        use(sockets, timeouts, timeouts);
    }

    private void use(Sockets sockets, Timeouts atDialer, Timeouts atAcceptor) {
        closeBoth();
        dialer = new SocketTransport(dialerKey, sockets, atDialer);
        acceptor = new SocketTransport(acceptorKey, sockets, atAcceptor);
    }

    private void listen() throws IOException {
        listener = acceptor.listen(ANY_PORT, lobby);
        assertNotEquals(0, listener.address().getPort());
    }

    private void connect() throws Exception {
        listen();
        dialed = dialer.dial(acceptor.localId(), listener.address())
                .toCompletableFuture()
                .get(Recorder.DEADLINE_SECONDS, TimeUnit.SECONDS);
        accepted = lobby.link();
    }

    private void start(boolean compressed) throws Exception {
        onLoop(accepted, () -> accepted.established(compressed));
        onLoop(accepted, () -> accepted.start(atAcceptor));
        onLoop(dialed, () -> dialed.established(compressed));
        onLoop(dialed, () -> dialed.start(atDialer));
    }

    private IOException failure(NodeId node, InetSocketAddress address) {
        CompletableFuture<Link> dialing = dialer.dial(node, address).toCompletableFuture();
        ExecutionException failed =
                assertThrows(ExecutionException.class, () -> dialing.get(Recorder.DEADLINE_SECONDS, TimeUnit.SECONDS));
        return assertInstanceOf(IOException.class, failed.getCause());
    }

    private static void onLoop(Link link, Runnable task) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        link.executor().execute(() -> {
            try {
                task.run();
            } finally {
                done.countDown();
            }
        });
        assertTrue(done.await(Recorder.DEADLINE_SECONDS, TimeUnit.SECONDS));
    }

    private static void flood(Link link, int count) throws InterruptedException {
        onLoop(link, () -> {
            Random random = new Random(count);
            for (int i = 0; i < count; i++) {
                link.write(0x10 + i, payload(random));
                if (i % 10 == 0) {
                    link.flush();
                }
            }
            link.flush();
        });
    }

    private int writeUntilFull(byte[] payload) {
        int count = 0;
        while (dialed.writable()) {
            dialed.write(0x30, payload.clone());
            dialed.flush();
            count++;
        }
        return count;
    }

    private static byte[] payload(Random random) {
        byte[] payload = new byte[random.nextInt(2000)];
        random.nextBytes(payload);
        return payload;
    }

    private static byte[] compressible(int size) {
        byte[] payload = new byte[size];
        for (int i = 0; i < size; i++) {
            payload[i] = (byte) (i >> 10);
        }
        return payload;
    }
}
