package org.jackfield.eth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.testing.PipePair;
import org.jackfield.chain.StoredChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The protocol against itself, on threads of their own. */
class TwoNodesTest {

    private static final int DEADLINE_SECONDS = 20;
    private static final NodeId PEER = NodeId.of(new byte[NodeId.BYTES]);

    @TempDir
    Path folder;

    private StoredChain chain;
    private StoredChain other;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void open() throws IOException {
        chain = TestChain.development(folder);
        other = TestChain.other(folder);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        chain.close();
        other.close();
    }

    @ParameterizedTest
    @EnumSource
    void eachLearnsTheOthersHead(EthVersion version) throws Exception {
        EthNetwork asking = new EthNetwork(TestChain.withoutHashes(chain), -1);
        EthSessions left = new EthSessions(version, asking, Rooms.NONE);
        EthSessions right = new EthSessions(version, asking, Rooms.NONE);
        PipePair pair = new PipePair(version.messageCount());
        // Asking for a third message after Status: the question and the answer have been dealt with.
        CountDownLatch met = new CountDownLatch(6);
        Future<?> leftEnd = start(left, new CountedPipe(pair.left(), met));
        Future<?> rightEnd = start(right, new CountedPipe(pair.right(), met));
        try (pair) {
            assertTrue(met.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
            for (EthSessions node : new EthSessions[] {left, right}) {
                Map<String, Object> info = node.peerInfo(PEER).orElseThrow();
                assertEquals(256L, info.get("headNumber"));
                assertEquals(Map.of(), info.get("ignored"));
                assertEquals(version.since(EthVersion.ETH_69), info.containsKey("latestBlock"));
                assertEquals(!version.since(EthVersion.ETH_69), info.containsKey("difficulty"));
            }
        }
        assertTrue(failure(leftEnd) instanceof EOFException);
        assertTrue(failure(rightEnd) instanceof EOFException);
        assertTrue(left.peerInfo(PEER).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void nodesOfDifferentChainsPart(EthVersion version) throws Exception {
        EthSessions left = new EthSessions(version, new EthNetwork(chain, -1), Rooms.NONE);
        EthSessions right = new EthSessions(version, new EthNetwork(other, -1), Rooms.NONE);
        try (PipePair pair = new PipePair(version.messageCount())) {
            Future<?> leftEnd = start(left, pair.left());
            Future<?> rightEnd = start(right, pair.right());
            for (Future<?> end : new Future<?>[] {leftEnd, rightEnd}) {
                DisconnectException error = (DisconnectException) failure(end);
                assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, error.reason());
            }
        }
    }

    private Future<?> start(EthSessions node, MessagePipe pipe) {
        return threads.submit(() -> {
            node.run(PEER, pipe);
            return null;
        });
    }

    private static Throwable failure(Future<?> end) {
        return assertThrows(ExecutionException.class, () -> end.get(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .getCause();
    }

    /** Counts the calls of {@link #read()}. */
    private record CountedPipe(MessagePipe pipe, CountDownLatch reads) implements MessagePipe {

        @Override
        public Message read() throws IOException, InterruptedException {
            reads.countDown();
            return pipe.read();
        }

        @Override
        public Optional<Message> read(Duration timeout) throws IOException, InterruptedException {
            return pipe.read(timeout);
        }

        @Override
        public void write(Message message) throws IOException, InterruptedException {
            pipe.write(message);
        }
    }
}
