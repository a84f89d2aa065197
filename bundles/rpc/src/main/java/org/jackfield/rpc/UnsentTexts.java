package org.jackfield.rpc;

import java.util.Collection;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.java_websocket.WebSocket;

/**
 * Asks again for what the library has forgotten to send. Its thread that writes stops listening for room after it has found nothing to
 * write; a text that comes just in between waits for the next one (Java-WebSocket 1.6.0, {@code WebSocketServer.doWrite}). Costs
 * nothing while nothing is unsent. For any thread.
 */
final class UnsentTexts implements AutoCloseable {

    private static final long PAUSE_MILLIS = 10;

    private final Supplier<Collection<WebSocket>> sockets;
    private final Consumer<WebSocket> demand;
    private final AtomicBoolean due = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, new Workers("rpc-ws-unsent"), new DiscardPolicy());

    /** @param demand makes the library write what a socket has */
    UnsentTexts(Supplier<Collection<WebSocket>> sockets, Consumer<WebSocket> demand) {
        this.sockets = sockets;
        this.demand = demand;
    }

    /** A text was given to a socket: looks soon whether it has gone, and goes on until it has. */
    void watch() {
        if (due.compareAndSet(false, true)) {
            timer.schedule(this::look, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void look() {
        due.set(false);
        for (WebSocket socket : sockets.get()) {
            if (socket.hasBufferedData()) {
                demand.accept(socket);
                watch();
            }
        }
    }
}
