package org.jackfield.interop;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;

/**
 * Our end of the echo protocol of the foreign peers: a message with an even code is a request and comes back unchanged
 * under the code above it. Where told to, it asks as well, one request after the other, with every size under the first
 * and the last code.
 */
final class EchoProtocol implements Protocol {

    /** In bytes; the last is the largest that RLPx carries. */
    private static final int[] SIZES = {0, 1, 1 << 20, Message.MAX_PAYLOAD_BYTES};

    private static final long DEADLINE_SECONDS = 60;

    private final Capability capability;
    private final int messageCount;
    private final boolean asks;
    private final Map<NodeId, CompletableFuture<Integer>> verified = new ConcurrentHashMap<>();

    EchoProtocol(String capability, int messageCount, boolean asks) {
        this.capability = Capability.parse(capability);
        this.messageCount = messageCount;
        this.asks = asks;
    }

    @Override
    public Capability capability() {
        return capability;
    }

    @Override
    public int messageCount() {
        return messageCount;
    }

    /** How many requests {@code peer} has returned byte for byte; waits until that is known of all. */
    int verified(NodeId peer) throws Exception {
        return outcome(peer).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    private CompletableFuture<Integer> outcome(NodeId peer) {
        return verified.computeIfAbsent(peer, id -> new CompletableFuture<>());
    }

    /** The session's own thread only reads: two sides that both wait to write would wait for ever. */
    @Override
    public void run(Peer peer, MessagePipe pipe) throws Exception {
        BlockingQueue<Message> answers = new ArrayBlockingQueue<>(1);
        ExecutorService answering = Executors.newSingleThreadExecutor();
        ExecutorService asking = Executors.newSingleThreadExecutor();
        try {
            if (asks) {
                asking.execute(() -> ask(peer.id(), pipe, answers));
            }
            while (true) {
                Message message = pipe.read();
                if (message.code() % 2 == 1) {
                    answers.put(message);
                } else {
                    answering.execute(() -> answer(pipe, message));
                }
            }
        } finally {
            answering.shutdownNow();
            asking.shutdownNow();
        }
    }

    private void answer(MessagePipe pipe, Message request) {
        try {
            pipe.write(request.code() + 1, request.payload());
        } catch (IOException linkIsGone) {
            // run ends by itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(NodeId peer, MessagePipe pipe, BlockingQueue<Message> answers) {
        try {
            int count = 0;
            for (int code : new int[] {0, (messageCount - 2) & ~1}) {
                for (int size : SIZES) {
                    pipe.write(code, pattern(size));
                    check(answers.take(), code + 1, pattern(size));
                    count++;
                }
            }
            outcome(peer).complete(count);
        } catch (IOException | IllegalStateException e) {
            outcome(peer).completeExceptionally(e);
        } catch (InterruptedException e) {
            outcome(peer).completeExceptionally(new IllegalStateException(capability + " ended while asking"));
        }
    }

    private void check(Message answer, int code, byte[] payload) {
        if (answer.code() != code || !Arrays.equals(answer.payload(), payload)) {
            throw new IllegalStateException(
                    capability + ": " + answer + " instead of " + code + " with " + payload.length + " B returned");
        }
    }

    /** Compressible, and different from place to place. */
    private static byte[] pattern(int size) {
        byte[] payload = new byte[size];
        for (int i = 0; i < size; i++) {
            payload[i] = (byte) ((i >> 6) * 37 + (i >> 15));
        }
        return payload;
    }
}
