package org.jackfield.rlpx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jackfield.api.transport.Link;
import org.jackfield.api.transport.Transport;
import org.jackfield.crypto.NodeKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One side ends a link with a reason while the other one writes as fast as it can: the reason must be heard. */
class DisconnectUnderFloodTest {

    private static final int ROUNDS = 100;
    private static final int LINKS_AT_ONCE = 10;

    private static final Timeouts LONG_LINGER = SocketTransportTest.lingering(Duration.ofMinutes(5));
    private static final Timeouts SHORT_LINGER = SocketTransportTest.lingering(Duration.ofMillis(50));

    private final NodeKey floodedKey = NodeKey.generate();
    private final Lobby lobby = new Lobby();
    private final List<SocketTransport> transports = new ArrayList<>();
    private SocketTransport flooding;
    private SocketTransport flooded;
    private Transport.Listener listener;

    @AfterEach
    void close() {
        transports.parallelStream().forEach(SocketTransport::close);
    }

    static Stream<Sockets> kinds() {
        return Stream.of(Sockets.nio(), Sockets.best()).distinct();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aFloodingSideHearsTheReasonAndBothCloseBeforeAnyLingerEnds(Sockets sockets) throws Exception {
        open(sockets, LONG_LINGER);
        for (int round = 0; round < ROUNDS; round++) {
            new Round(round, true).check();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aFloodingSideThatDoesNotReadHearsTheReasonToo(Sockets sockets) throws Exception {
        open(sockets, SHORT_LINGER);
        for (int round = 0; round < ROUNDS; round += LINKS_AT_ONCE) {
            List<Round> atOnce = new ArrayList<>();
            for (int i = 0; i < LINKS_AT_ONCE; i++) {
                atOnce.add(new Round(round + i, false));
            }
            for (Round each : atOnce) {
                each.check();
            }
        }
    }

    private void open(Sockets sockets, Timeouts timeouts) throws IOException {
        flooding = new SocketTransport(NodeKey.generate(), sockets, timeouts);
        flooded = new SocketTransport(floodedKey, sockets, timeouts);
        transports.add(flooding);
        transports.add(flooded);
        listener = flooded.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), lobby);
    }

    /** A link that one side floods, and that the other one ends some messages later. */
    private final class Round {

        private final int reason;
        private final Flood flood;
        private final Flooded end;

        Round(int round, boolean reading) throws Exception {
            reason = round & 0xff;
            Link out = flooding.dial(flooded.localId(), listener.address())
                    .toCompletableFuture()
                    .get(Recorder.DEADLINE_SECONDS, TimeUnit.SECONDS);
            Link in = lobby.link();
            end = new Flooded(in, reason, new Random(round).nextInt(100));
            flood = new Flood(out);
            in.executor().execute(() -> {
                in.established(false);
                in.start(end);
            });
            out.executor().execute(() -> {
                out.established(false);
                out.reading(reading);
                out.start(flood);
                flood.begin();
            });
        }

        void check() throws InterruptedException {
            assertEquals("reason " + reason, Recorder.take(flood.heard));
            Recorder.take(flood.closings);
            Recorder.take(end.closings);
            assertTrue(flood.heard.isEmpty());
        }
    }

    /** Writes without end, and leaves when it is told. */
    private static final class Flood extends Recorder {

        private static final int AT_FIRST_BYTES = 2 << 20;
        private static final int SMALL_BYTES = 100;
        private static final int LARGE_BYTES = 300_000;

        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final Link link;
        private int count;
        private boolean over;

        Flood(Link link) {
            this.link = link;
        }

        /** Writes some MiB, and then message by message whenever there is room. */
        void begin() {
            for (int written = 0; written < AT_FIRST_BYTES; ) {
                written += next();
            }
            link.flush();
            writable();
        }

        @Override
        public void writable() {
            if (!over && link.writable()) {
                next();
                link.flush();
                link.executor().execute(this::writable);
            }
        }

        private int next() {
            int size = ++count % 50 == 0 ? LARGE_BYTES : SMALL_BYTES;
            link.write(0x10, new byte[size]);
            return size;
        }

        @Override
        public void received(int code, byte[] payload) {
            if (code == 1) {
                leave("reason " + (payload[0] & 0xff));
            }
        }

        @Override
        public void ended(IOException cause) {
            leave(cause.toString());
        }

        private void leave(String why) {
            over = true;
            heard.add(why);
            link.close();
        }
    }

    /** Says a little, and ends the link when enough has come. */
    private static final class Flooded extends Recorder {

        private static final int SAID = 20;

        private final Link link;
        private final int reason;
        private int left;

        Flooded(Link link, int reason, int left) {
            this.link = link;
            this.reason = reason;
            this.left = left;
        }

        @Override
        public void received(int code, byte[] payload) {
            if (left-- == 0) {
                for (int i = 0; i < SAID; i++) {
                    link.write(0x10, new byte[1000]);
                }
                link.write(1, new byte[] {(byte) reason});
                link.close();
            }
        }

        @Override
        public void ended(IOException cause) {
            link.close();
        }
    }
}
