package org.jackfield.core;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.transport.Link;
import org.jackfield.api.transport.Transport;
import org.jackfield.core.PinnedNode.State;

/**
 * Keeps the pinned nodes connected: dials them, so many at a time, and again with growing pauses when a dial fails or
 * a link ends. A node that connects by itself is as good as dialed.
 *
 * <pre>
 *   PAUSED --> QUEUED --> DIALING --> CONNECTED
 *     ^                      |            |
 *     +------- failed -------+--- ended --+
 * </pre>
 */
final class Dialer {

    private final Switchboard switchboard;
    private final Environment environment;
    private final Transport transport;
    private final Executor executor;
    private final Mutex mutex = new Mutex();
    // Guarded by the mutex.
    private final Map<NodeId, PinnedNode> nodes = new HashMap<>();
    private final Queue<PinnedNode> queue = new ArrayDeque<>();
    private int dialing;
    private boolean closed;

    /**
     * @param executor for what may block: looking names up, and those who wait for a connection
     */
    Dialer(Switchboard switchboard, Transport transport, Executor executor) {
        this.switchboard = switchboard;
        this.environment = switchboard.environment();
        this.transport = transport;
        this.executor = executor;
    }

    CompletionStage<Peer> pin(Enode enode) {
        CompletableFuture<Peer> future = new CompletableFuture<>();
        mutex.locked(() -> {
            if (closed) {
                future.completeExceptionally(new IOException("shutting down"));
                return;
            }
            // Looked at in here: of a link that ends later we shall be told, of one that has ended before we were.
            Optional<PeerLink> standing = standing(enode.id());
            PinnedNode node = nodes.computeIfAbsent(enode.id(), id -> new PinnedNode(enode, longAgo()));
            node.enode = enode;
            if (standing.isPresent()) {
                connected(node);
                complete(List.of(future), standing.get().peer());
                return;
            }
            node.waiting.add(future);
            if (node.state == State.PAUSED || node.state == State.CONNECTED) {
                enqueue(node);
            }
        });
        return future.minimalCompletionStage();
    }

    /** Dials the node no more. Returns whether it was pinned. */
    boolean unpin(NodeId id) {
        return mutex.locked(() -> {
            PinnedNode node = nodes.remove(id);
            if (node == null) {
                return false;
            }
            drop(node, new IOException("disconnected"));
            return true;
        });
    }

    /** A node was taken in, whoever dialed. */
    void connected(ConnectedPeer peer) {
        mutex.locked(() -> {
            PinnedNode node = nodes.get(peer.id());
            if (node != null) {
                connected(node);
                complete(node.waiting, peer);
                node.waiting.clear();
            }
        });
    }

    /** A node that was taken in is gone. */
    void ended(NodeId id, Ending ending) {
        mutex.locked(() -> {
            PinnedNode node = nodes.get(id);
            if (node == null || node.state != State.CONNECTED || standing(id).isPresent()) {
                return;
            }
            boolean byPlan = !ending.byRemote() && ending.reason().equals(DisconnectReason.REQUESTED);
            if (byPlan || since(node.connectedAtNanos).compareTo(Redial.STABLE) >= 0) {
                node.failures = 0;
            }
            pause(node);
        });
    }

    /** The nodes to stay connected to, as far as they have an address to dial. */
    Map<NodeId, Dialable> dialable() {
        return mutex.locked(() -> nodes.values().stream()
                .filter(node -> node.enode.port() > 0)
                .collect(Collectors.toMap(node -> node.enode.id(), this::describe)));
    }

    void close() {
        mutex.locked(() -> {
            closed = true;
            nodes.values().forEach(node -> drop(node, new IOException("shutting down")));
            nodes.clear();
            queue.clear();
        });
    }

    private Dialable describe(PinnedNode node) {
        return new Dialable(node.enode, node.local, since(node.dialedAtNanos), node.failures);
    }

    private void enqueue(PinnedNode node) {
        node.alarm.cancel();
        node.state = State.QUEUED;
        queue.add(node);
        dialNext();
    }

    private void dialNext() {
        while (dialing < environment.settings().maxDials() && !queue.isEmpty()) {
            PinnedNode node = queue.remove();
            if (node.state != State.QUEUED) {
                continue; // Connected or dropped while it stood in line.
            }
            if (standing(node.enode.id()).isPresent()) {
                connected(node);
            } else {
                dialing++;
                node.state = State.DIALING;
                node.dialedAtNanos = environment.timers().nanos();
                Enode enode = node.enode;
                executor.execute(() -> dial(node, enode));
            }
        }
    }

    private void dial(PinnedNode node, Enode enode) {
        environment.meters().dialed();
        Departure departure = new Departure(node);
        try {
            InetSocketAddress address = enode.resolve();
            mutex.locked(() -> node.local = AddressBlock.isLocal(address.getAddress()));
            if (!environment.settings().permits(address.getAddress())) {
                throw new IOException(address.getAddress().getHostAddress() + " is outside of the permitted networks");
            }
            transport
                    .dial(enode.id(), address)
                    .whenComplete((link, failure) -> dialed(enode, departure, link, failure));
        } catch (IOException e) {
            departure.failed(e);
        } catch (RuntimeException e) {
            departure.failed(new IOException("cannot dial: " + e.getMessage(), e));
        }
    }

    private void dialed(Enode enode, Departure departure, Link link, Throwable failure) {
        if (failure == null) {
            switchboard.greet(link, Optional.of(enode), departure);
            return;
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        IOException error = cause instanceof IOException known ? known : new IOException(cause.toString(), cause);
        switchboard.countFailure(PeerLink.ending(error));
        departure.failed(error);
    }

    private void failed(PinnedNode node, IOException why) {
        if (node.state != State.DIALING) {
            return; // It came in by itself, or is not wanted any more.
        }
        boolean crossing = why instanceof DisconnectException
                && ((DisconnectException) why).reason().equals(DisconnectReason.ALREADY_CONNECTED);
        // The other side prefers a link that it made itself and that will be here in a moment: whoever waits, waits on.
        if (!crossing || node.failures > 0) {
            fail(node.waiting, why);
            node.waiting.clear();
        }
        pause(node);
    }

    private void connected(PinnedNode node) {
        node.alarm.cancel();
        node.state = State.CONNECTED;
        node.connectedAtNanos = environment.timers().nanos();
    }

    private void pause(PinnedNode node) {
        Duration pause = environment.settings().redial().pause(node.failures, node.local, since(node.dialedAtNanos));
        node.failures++;
        node.state = State.PAUSED;
        node.alarm = environment
                .timers()
                .after(
                        pause,
                        () -> mutex.locked(() -> {
                            if (node.state == State.PAUSED && !closed) {
                                enqueue(node);
                            }
                        }));
    }

    private void drop(PinnedNode node, IOException why) {
        node.alarm.cancel();
        node.state = State.DROPPED;
        fail(node.waiting, why);
        node.waiting.clear();
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(environment.timers().nanos() - nanos);
    }

    // Completed elsewhere: what depends on the future is not ours, and must not run under the lock or on an event loop.
    private void complete(List<CompletableFuture<Peer>> waiting, Peer peer) {
        later(waiting, future -> future.complete(peer));
    }

    private void fail(List<CompletableFuture<Peer>> waiting, IOException why) {
        later(waiting, future -> future.completeExceptionally(why));
    }

    private void later(List<CompletableFuture<Peer>> waiting, Consumer<CompletableFuture<Peer>> action) {
        if (!waiting.isEmpty()) {
            List<CompletableFuture<Peer>> all = new ArrayList<>(waiting);
            executor.execute(() -> all.forEach(action));
        }
    }

    private Optional<PeerLink> standing(NodeId id) {
        return switchboard.table().link(id);
    }

    private long longAgo() {
        return environment.timers().nanos() - Redial.REMOTE_THROTTLE.toNanos();
    }

    /** One dial, from its beginning to a peer or an error. */
    private final class Departure implements Greeter.Outcome {

        private final PinnedNode node;

        Departure(PinnedNode node) {
            this.node = node;
        }

        @Override
        public boolean stillWanted() {
            return mutex.locked(() -> node.state != State.DROPPED);
        }

        @Override
        public void connected(ConnectedPeer peer) {
            mutex.locked(this::done);
        }

        @Override
        public void failed(IOException why) {
            mutex.locked(() -> {
                Dialer.this.failed(node, why);
                done();
            });
        }

        private void done() {
            dialing--;
            dialNext();
        }
    }
}
