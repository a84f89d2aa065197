package org.jackfield.core;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
import org.jackfield.api.transport.Link;
import org.jackfield.api.transport.LinkAcceptor;
import org.jackfield.api.transport.Transport;

/** Transports that reach each other in memory, by address. */
final class MemoryNetwork {

    /** Every link dialed so far: the dialing ends. */
    final List<MemoryLink> links = new ArrayList<>();

    /** Dials made so far, successful or not. */
    int dials;

    /** Dials made from now on stay without an answer until {@link #letGo}. */
    boolean holding;

    private final TestLoop loop;
    private final Map<InetSocketAddress, Bound> bound = new HashMap<>();
    private final List<Runnable> held = new ArrayList<>();
    private int nextPort = 40_000;

    MemoryNetwork(TestLoop loop) {
        this.loop = loop;
    }

    Transport transport(NodeId id) {
        return new MemoryTransport(id);
    }

    void letGo() {
        holding = false;
        held.forEach(loop::execute);
        held.clear();
    }

    /** Nobody is there any more. */
    void unbind(Enode enode) {
        bound.remove(new InetSocketAddress(enode.host(), enode.port()));
    }

    private record Bound(NodeId id, LinkAcceptor acceptor) {}

    private final class MemoryTransport implements Transport {

        private final NodeId id;

        MemoryTransport(NodeId id) {
            this.id = id;
        }

        @Override
        public NodeId localId() {
            return id;
        }

        @Override
        public Listener listen(InetSocketAddress wanted, LinkAcceptor acceptor) throws IOException {
            InetSocketAddress address =
                    wanted.getPort() == 0 ? new InetSocketAddress(wanted.getAddress(), nextPort++) : wanted;
            if (bound.putIfAbsent(address, new Bound(id, acceptor)) != null) {
                throw new IOException("cannot listen on " + address + ": address already in use");
            }
            return new Listener() {
                @Override
                public InetSocketAddress address() {
                    return address;
                }

                @Override
                public void close() {
                    bound.remove(address);
                }
            };
        }

        @Override
        public CompletionStage<Link> dial(NodeId remote, InetSocketAddress address) {
            dials++;
            CompletableFuture<Link> future = new CompletableFuture<>();
            Runnable attempt = () -> connect(remote, address, future);
            if (holding) {
                held.add(attempt);
            } else {
                loop.execute(attempt);
            }
            return future;
        }

        private void connect(NodeId remote, InetSocketAddress address, CompletableFuture<Link> future) {
            Bound target = bound.get(address);
            InetSocketAddress from = new InetSocketAddress(address.getAddress(), nextPort++);
            if (target == null) {
                future.completeExceptionally(new IOException("connection refused"));
            } else if (!target.acceptor().admit(from)) {
                future.completeExceptionally(new IOException("connection reset"));
            } else if (!target.id().equals(remote)) {
                target.acceptor().failed(from, new IOException("bad handshake"));
                future.completeExceptionally(new IOException("the node there is another one"));
            } else {
                MemoryLink link = MemoryLink.pair(loop, id, from, remote, address);
                links.add(link);
                loop.execute(() -> target.acceptor().connected(link.other()));
                future.complete(link);
            }
        }
    }
}
