package org.jackfield.rpc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;

/**
 * One client over WebSocket. Its messages are answered one after the other; how much of them may wait, and how much of the
 * answers and notifications it has not read yet, is bounded.
 */
final class WsConnection implements Outlet, AutoCloseable {

    /** Room for the largest answer to a batch ({@link JsonRpc#MAX_BATCH_ANSWER_BYTES}) and notifications meanwhile. */
    static final int MAX_UNSENT_BYTES = 32 * 1024 * 1024;

    private static final int MAX_WAITING = 10_000;
    private static final int MAX_WAITING_BYTES = 2 * RequestGate.MAX_BODY_BYTES;

    private final WebSocketImpl socket;
    private final UnsentTexts unsent;
    private final Executor workers;
    private final Subscriptions subscriptions;
    private final JsonRpc rpc;

    private final Lock receiving = new ReentrantLock();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean answering;

    private final Lock sending = new ReentrantLock();
    /** At least as much as is unsent: counted up with every text, and taken anew from the socket where that is too much. */
    private long unsentBytes;

    private final AtomicBoolean cut = new AtomicBoolean();

    WsConnection(WebSocketImpl socket, UnsentTexts unsent, Executor workers, JsonRpc rpc, FeedTable feeds) {
        this.socket = socket;
        this.unsent = unsent;
        this.workers = workers;
        this.subscriptions = new Subscriptions(feeds, this);
        this.rpc = rpc.preferring(subscriptions::method);
    }

    /** Takes one message; returns at once. */
    void received(byte[] message) {
        boolean idle;
        receiving.lock();
        try {
            waiting.add(message);
            waitingBytes += message.length;
            if (waiting.size() > MAX_WAITING || waitingBytes > MAX_WAITING_BYTES) {
                forgetWaiting();
                cut("too many requests waiting");
                return;
            }
            idle = !answering;
            answering = true;
        } finally {
            receiving.unlock();
        }
        if (idle) {
            goOn();
        }
    }

    @Override
    public void send(byte[] json) {
        if (cut.get()) {
            return;
        }
        sending.lock();
        try {
            unsentBytes += json.length;
            if (unsentBytes > MAX_UNSENT_BYTES) {
                unsentBytes = json.length
                        + socket.outQueue.stream()
                                .mapToLong(ByteBuffer::remaining)
                                .sum();
            }
            if (unsentBytes > MAX_UNSENT_BYTES) {
                cut("reads too slowly");
                return;
            }
            socket.send(new String(json, StandardCharsets.US_ASCII));
            unsent.watch();
        } catch (WebsocketNotConnectedException e) {
            // It has just gone; that its subscriptions end follows.
        } finally {
            sending.unlock();
        }
    }

    @Override
    public void cut(String why) {
        if (!cut.compareAndSet(false, true)) {
            return;
        }
        try {
            // Not a close frame: that would wait behind all that is unsent. And not on the feed's thread, which may
            // hold locks.
            workers.execute(() -> socket.closeConnection(CloseFrame.POLICY_VALIDATION, why));
        } catch (RejectedExecutionException e) {
            // The server stops, and closes every connection.
        }
    }

    /** The connection is closed. */
    @Override
    public void close() {
        receiving.lock();
        try {
            forgetWaiting();
        } finally {
            receiving.unlock();
        }
        subscriptions.close();
    }

    private void forgetWaiting() {
        waiting.clear();
        waitingBytes = 0;
    }

    private void goOn() {
        try {
            workers.execute(this::answerNext);
        } catch (RejectedExecutionException e) {
            cut("the server stops");
        }
    }

    /** One message, then it is the others' turn. */
    private void answerNext() {
        next().ifPresent(message -> {
            rpc.answer(message).ifPresent(this::send);
            subscriptions.activate();
        });
        receiving.lock();
        try {
            answering = !waiting.isEmpty();
            if (!answering) {
                return;
            }
        } finally {
            receiving.unlock();
        }
        goOn();
    }

    private Optional<byte[]> next() {
        receiving.lock();
        try {
            Optional<byte[]> message = Optional.ofNullable(waiting.poll());
            waitingBytes -= message.map(bytes -> bytes.length).orElse(0);
            return message;
        } finally {
            receiving.unlock();
        }
    }
}
