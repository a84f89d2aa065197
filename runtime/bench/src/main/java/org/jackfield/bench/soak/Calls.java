package org.jackfield.bench.soak;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jackfield.api.Enode;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerDirectory;

/** The node's own dials: disconnects one node after another, and connects to it again the next time, once that has come to its end. */
final class Calls implements AutoCloseable {

    private static final long DEADLINE_SECONDS = 30;

    private final PeerDirectory peers;
    private final List<Enode> nodes;
    private final AtomicReference<String> fault = new AtomicReference<>("");
    private final Clock clock = new Clock(fault::set);
    private CompletableFuture<Peer> calling = CompletableFuture.completedFuture(null);
    private boolean away;
    private int current;

    Calls(PeerDirectory peers, List<Enode> nodes) {
        this.peers = peers;
        this.nodes = nodes;
        nodes.forEach(peers::connect);
    }

    void every(Duration period) {
        clock.every(period, this::next);
    }

    /**
     * Returns when all are connected again.
     *
     * @throws IllegalStateException if it is not in time, or something went wrong before
     */
    void stop() throws InterruptedException {
        clock.close();
        try {
            for (Enode node : nodes) {
                peers.connect(node).toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the node does not reach all of " + nodes, e);
        }
        if (!fault.get().isEmpty()) {
            throw new IllegalStateException(fault.get());
        }
    }

    @Override
    public void close() throws InterruptedException {
        clock.close();
    }

    private void next() {
        Enode node = nodes.get(current);
        if (away) {
            away = false;
            calling = peers.connect(node).toCompletableFuture();
            current = (current + 1) % nodes.size();
        } else if (calling.isDone()) {
            // Else two dials could be under way to one node.
            away = true;
            peers.disconnect(node.id());
        }
    }
}
