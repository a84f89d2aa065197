package org.jackfield.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Enode;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.Protocol;
import org.jackfield.chunks.Address;
import org.jackfield.itest.Await;
import org.jackfield.itest.TestNode;
import org.jackfield.rlp.RlpWriter;

/** A node that announces swarm 0.5.8's protocols, greets, and else says only what a test has it say. */
final class RawSwarmPeer implements AutoCloseable {

    /** The capabilities of a full node: {@code [[[0, [true, true, false, ...]]]]}. */
    static final String FULL = "d4d3d280d001018080010180808080808080808001";

    private static final Set<String> WITHOUT = Set.of("eth", "whisper", "swarm", "overlay", "pss", "pushsync");
    private static final long DEADLINE_SECONDS = 60;

    /** The protocols, and how many messages they have. */
    enum Line {
        BZZ("bzz/14", 1),
        HIVE("hive/11", 2),
        RETRIEVE("bzz-retrieve/2", 2),
        STREAM("bzz-stream/8", 6);

        private final Capability capability;
        private final int messages;

        Line(String capability, int messages) {
            this.capability = Capability.parse(capability);
            this.messages = messages;
        }
    }

    private final TestNode node;
    private final Map<Line, Session> sessions = new EnumMap<>(Line.class);
    private volatile byte[] greeting = {};

    private RawSwarmPeer(Path folder) {
        node = TestNode.start(folder, Map.of(), WITHOUT);
        for (Line line : Line.values()) {
            Session session = new Session(line);
            sessions.put(line, session);
            node.offer(session);
        }
    }

    static RawSwarmPeer start(Path folder) {
        return new RawSwarmPeer(folder);
    }

    /** A handshake of bzz. */
    byte[] handshake(int version, int network, Address overlay, byte[] capabilities) {
        return new RlpWriter()
                .beginList()
                .write(version)
                .write(network)
                .write(overlay.bytes())
                .write(node.peers().self().toString().getBytes(StandardCharsets.US_ASCII))
                .write(capabilities)
                .endList()
                .toByteArray();
    }

    /** Dials and sends that as its handshake, at once. */
    void connect(Enode other, byte[] handshake) throws Exception {
        sessions.values().forEach(session -> {
            session.inbox.clear();
            session.pipes.clear();
        });
        greeting = handshake;
        Await.until("a link with " + other, () -> isConnected(other));
    }

    /** Who has just left us may not have noticed yet. */
    private boolean isConnected(Enode other) throws Exception {
        try {
            node.peers().connect(other).toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            node.peers().disconnect(other.id());
            if (e.getCause() instanceof DisconnectException refused
                    && refused.reason().equals(DisconnectReason.ALREADY_CONNECTED)) {
                return false;
            }
            throw e;
        }
    }

    /** Waits for the link's end, and dials no more. */
    PeerEvent.Disconnected awaitLeft(Enode other) throws InterruptedException {
        PeerEvent.Disconnected end = node.events().disconnected(other.id());
        node.peers().disconnect(other.id());
        return end;
    }

    /** Leaves whoever is still connected. */
    void leaveAll() throws InterruptedException {
        for (Peer peer : node.peers().peers()) {
            node.peers().disconnect(peer.id());
            node.events().disconnected(peer.id());
        }
    }

    void send(Line line, int code, byte[] payload) throws IOException, InterruptedException {
        MessagePipe pipe = poll(sessions.get(line).pipes, line + "'s session");
        sessions.get(line).pipes.add(pipe);
        pipe.write(code, payload);
    }

    /** Waits for a message of that code; those before it are dropped. */
    byte[] await(Line line, int code) throws InterruptedException {
        while (true) {
            Message message = poll(sessions.get(line).inbox, "message " + code + " of " + line);
            if (message.code() == code) {
                return message.payload();
            }
        }
    }

    private static <T> T poll(BlockingQueue<T> queue, String what) throws InterruptedException {
        T next = queue.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no " + what + " in " + DEADLINE_SECONDS + " s");
        }
        return next;
    }

    @Override
    public void close() {
        node.close();
    }

    /** One after the other. */
    private final class Session implements Protocol {

        private final Line line;
        private final BlockingQueue<MessagePipe> pipes = new LinkedBlockingQueue<>();
        private final BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();

        private Session(Line line) {
            this.line = line;
        }

        @Override
        public Capability capability() {
            return line.capability;
        }

        @Override
        public int messageCount() {
            return line.messages;
        }

        @Override
        public void run(Peer peer, MessagePipe pipe) throws Exception {
            if (line == Line.BZZ) {
                pipe.write(0, Arrays.copyOf(greeting, greeting.length));
            }
            pipes.add(pipe);
            while (true) {
                inbox.add(pipe.read());
            }
        }
    }
}
