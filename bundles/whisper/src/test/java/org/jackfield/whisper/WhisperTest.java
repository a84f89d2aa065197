package org.jackfield.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.testing.PipePair;
import org.jackfield.envelopes.Bloom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WhisperTest {

    private static final NodeId LEFT = node(1);
    private static final NodeId RIGHT = node(2);

    private final PipePair pipes = new PipePair(Whisper.MESSAGE_COUNT);

    @AfterEach
    void hangUp() {
        pipes.close();
    }

    @Test
    void offersShh6With128Codes() {
        Whisper whisper = whisper(0.2, false);
        assertEquals(Capability.parse("shh/6"), whisper.capability());
        assertEquals(128, whisper.messageCount());
        assertEquals(Map.of("version", "6.0", "maxMessageSize", 1 << 20, "minimumPoW", 0.2), whisper.nodeInfo());
    }

    @Test
    void twoNodesLearnEachOthersStatusAndForgetItWithTheLink() throws Exception {
        Whisper left = whisper(0.5, false);
        Whisper right = whisper(2, true);
        WatchedPipe toRight = new WatchedPipe(pipes.left());
        WatchedPipe toLeft = new WatchedPipe(pipes.right());
        FutureTask<Void> atLeft = start(left, RIGHT, toRight);
        FutureTask<Void> atRight = start(right, LEFT, toLeft);
        toRight.awaitSecondRead();
        toLeft.awaitSecondRead();
        assertStatus(2, true, left.peerInfo(RIGHT));
        assertStatus(0.5, false, right.peerInfo(LEFT));
        pipes.close();
        assertEndsWithTheLink(atLeft);
        assertEndsWithTheLink(atRight);
        assertEquals(Optional.empty(), left.peerInfo(RIGHT));
        assertEquals(Optional.empty(), right.peerInfo(LEFT));
    }

    @Test
    void tellsNothingOfAPeerBeforeItsStatus() throws Exception {
        Whisper whisper = whisper(0.2, false);
        start(whisper, RIGHT, pipes.left());
        assertEquals(WhisperSession.STATUS, pipes.right().read().code());
        assertEquals(Optional.empty(), whisper.peerInfo(RIGHT));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1})
    void takesTheDefaultForAnInvalidRequirement(double minPow) {
        Whisper whisper = new Whisper(new Whisper.Config() {
            @Override
            public double minPow() {
                return minPow;
            }

            @Override
            public boolean light() {
                return false;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return Whisper.Config.class;
            }
        });
        assertEquals(0.2, whisper.nodeInfo().get("minimumPoW"));
    }

    private static void assertStatus(double pow, boolean light, Optional<Map<String, Object>> info) {
        Map<String, Object> expected =
                Map.of("version", 6, "pow", pow, "bloom", "0x" + "ff".repeat(64), "light", light, "envelopes", 0L);
        assertEquals(Optional.of(expected), info);
    }

    private static void assertEndsWithTheLink(FutureTask<Void> run) {
        Throwable end = assertThrows(ExecutionException.class, () -> run.get(10, TimeUnit.SECONDS))
                .getCause();
        assertInstanceOf(EOFException.class, end);
    }

    private static FutureTask<Void> start(Whisper whisper, NodeId remote, MessagePipe pipe) {
        Peer peer = (Peer) Proxy.newProxyInstance(
                Peer.class.getClassLoader(), new Class<?>[] {Peer.class}, (self, method, arguments) -> remote);
        FutureTask<Void> run = new FutureTask<>(() -> {
            whisper.run(peer, pipe);
            return null;
        });
        new Thread(run, "session").start();
        return run;
    }

    private static Whisper whisper(double pow, boolean light) {
        return new Whisper(new WhisperStatus(new PowRequirement(pow), Bloom.FULL, light));
    }

    private static NodeId node(int number) {
        byte[] key = new byte[NodeId.BYTES];
        key[0] = (byte) number;
        return NodeId.of(key);
    }

    /** Tells when the first message has been dealt with: the session asks for the second. */
    private static final class WatchedPipe implements MessagePipe {
        private final MessagePipe pipe;
        private final CountDownLatch reads = new CountDownLatch(2);

        WatchedPipe(MessagePipe pipe) {
            this.pipe = pipe;
        }

        void awaitSecondRead() throws InterruptedException {
            assertTrue(reads.await(10, TimeUnit.SECONDS));
        }

        @Override
        public Message read() throws IOException, InterruptedException {
            reads.countDown();
            return pipe.read();
        }

        @Override
        public Optional<Message> read(Duration timeout) throws IOException, InterruptedException {
            reads.countDown();
            return pipe.read(timeout);
        }

        @Override
        public void write(Message message) throws IOException, InterruptedException {
            pipe.write(message);
        }
    }
}
