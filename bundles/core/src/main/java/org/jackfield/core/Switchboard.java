package org.jackfield.core;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.transport.Link;
import org.jackfield.api.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's connections: accepts and makes them, and knows who is connected. Free of any framework. */
final class Switchboard implements PeerDirectory, PeerLink.EndListener {

    private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);

    /** A link waits up to 2 s for the other side to close, and a protocol's thread for the grace and then this. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(3);

    private final Environment environment;
    private final Transport transport;
    private final Function<NodeId, List<InstalledProtocol>> serving;
    private final String clientId;
    private final PeerTable table;
    private final Dialer dialer;
    private final InboundGate gate;
    private final AtomicInteger leftOut = new AtomicInteger();
    private final Set<Greeter> greeters = ConcurrentHashMap.newKeySet();
    private final Set<PeerLink> links = ConcurrentHashMap.newKeySet();
    private volatile Transport.Listener listener;
    private volatile Runnable watcher = () -> {};

    /**
     * @param serving what a link to a peer that is set up now offers
     * @param executor for what may block for a while, such as looking names up
     */
    Switchboard(
            Environment environment,
            Transport transport,
            Function<NodeId, List<InstalledProtocol>> serving,
            String clientId,
            Executor executor) {
        this.environment = environment;
        this.transport = transport;
        this.serving = serving;
        this.clientId = clientId;
        table = new PeerTable(transport.localId(), environment.settings().maxPeers(), environment.timers());
        environment.settings().trusted().forEach(id -> table.trust(id, true));
        gate = new InboundGate(this);
        dialer = new Dialer(this, transport, executor);
        environment.meters().peers(table::size);
        environment.meters().parked(environment.parkingLot()::size);
    }

    /**
     * Begins to accept, where the settings say so.
     *
     * @throws IOException if the address cannot be bound
     */
    void listen() throws IOException {
        if (environment.settings().listen().isPresent()) {
            listener = transport.listen(environment.settings().listen().get(), gate);
        }
    }

    /** Begins to dial the nodes that the settings pin. */
    void dialPinned() {
        for (Enode enode : environment.settings().pinned()) {
            connect(enode).whenComplete((peer, failure) -> {
                if (failure != null) {
                    LOG.info(
                            "pinned node {} at {}:{} is not connected yet: {}",
                            enode.id().shortHex(),
                            enode.host(),
                            enode.port(),
                            failure.getMessage());
                }
            });
        }
    }

    /**
     * Ends everything: nobody is accepted or dialed any more, all peers are told {@link DisconnectReason#QUITTING}.
     * Waits for sockets and protocols, but not for ever.
     */
    void close() {
        gate.close();
        table.close();
        dialer.close();
        if (listener != null) {
            listener.close();
        }
        greeters.forEach(Greeter::quit);
        links.addAll(table.links());
        links.forEach(link -> link.disconnect(DisconnectReason.QUITTING));
        await(environment.settings().grace().plus(LAST_WAIT));
        links.forEach(PeerLink::abandonSessions);
        links.clear();
    }

    /** To be run after every change of who is connected and who is dialed; on any thread, an event loop among them. */
    void watch(Runnable newWatcher) {
        watcher = newWatcher;
    }

    Environment environment() {
        return environment;
    }

    PeerTable table() {
        return table;
    }

    /** The nodes to stay connected to. */
    Map<NodeId, Dialable> dialable() {
        return dialer.dialable();
    }

    /** What a link to a peer that is set up now offers: all that serves, as far as it fits into a Hello. */
    List<InstalledProtocol> serving(NodeId peer) {
        List<InstalledProtocol> all = serving.apply(peer);
        int count = all.size();
        while (hello(all.subList(0, count)).encode().length > BaseMessages.MAX_BYTES) {
            count--;
        }
        if (leftOut.getAndSet(all.size() - count) != all.size() - count) {
            LOG.warn("Hello has no room for the last {} of {} capabilities", all.size() - count, all.size());
        }
        return all.subList(0, count);
    }

    Hello hello(List<InstalledProtocol> offered) {
        return new Hello(
                BaseMessages.VERSION,
                clientId,
                offered.stream().map(InstalledProtocol::capability).toList(),
                Optional.of(transport.localId()));
    }

    /** Makes a peer of a fresh link, or not; on its event loop. */
    void greet(Link link, Optional<Enode> dialed, Greeter.Outcome outcome) {
        Greeter greeter = new Greeter(link, dialed, this, outcome);
        greeters.add(greeter);
        greeter.begin();
    }

    /** The greeter is done, one way or the other. */
    void greeted(Greeter greeter) {
        greeters.remove(greeter);
    }

    void connected(PeerLink link) {
        links.add(link);
        link.gone().whenComplete((nothing, failure) -> links.remove(link));
        dialer.connected(link.peer());
        watcher.run();
    }

    @Override
    public boolean ended(PeerLink link, Ending ending) {
        boolean seated = table.remove(link);
        if (seated) {
            dialer.ended(link.peer().id(), ending);
            watcher.run();
        }
        return seated;
    }

    void countFailure(Ending ending) {
        boolean network = ending.reason().equals(DisconnectReason.NETWORK_ERROR) && !ending.byRemote();
        String by = network ? "network" : ending.byRemote() ? "peer" : "us";
        environment.meters().handshakeFailed(by, ending.reason().toString());
    }

    @Override
    public Enode self() {
        InetSocketAddress address =
                listener == null ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0) : listener.address();
        if (address.getAddress().isAnyLocalAddress()) {
            address = new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort());
        }
        return new Enode(transport.localId(), address);
    }

    @Override
    public String clientId() {
        return clientId;
    }

    @Override
    public boolean listening() {
        return listener != null;
    }

    @Override
    public int maxPeers() {
        return environment.settings().maxPeers();
    }

    @Override
    public List<Peer> peers() {
        return table.links().stream().<Peer>map(PeerLink::peer).toList();
    }

    @Override
    public Optional<Peer> peer(NodeId id) {
        return table.link(id).map(PeerLink::peer);
    }

    @Override
    public CompletionStage<Peer> connect(Enode node) {
        if (node.id().equals(transport.localId())) {
            return CompletableFuture.failedStage(
                    Ending.ours(DisconnectReason.SELF, "not dialed").asException());
        }
        table.pin(node.id(), true);
        return dialer.pin(node);
    }

    @Override
    public boolean disconnect(NodeId id) {
        table.pin(id, false);
        boolean dialed = dialer.unpin(id);
        Optional<PeerLink> standing = table.link(id);
        standing.ifPresent(link -> link.disconnect(DisconnectReason.REQUESTED));
        watcher.run();
        return dialed || standing.isPresent();
    }

    @Override
    public void trust(NodeId id) {
        table.trust(id, true);
    }

    @Override
    public void distrust(NodeId id) {
        table.trust(id, false);
    }

    private void await(Duration time) {
        CompletableFuture<?>[] all =
                links.stream().map(link -> link.gone().toCompletableFuture()).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(all).get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("{} links did not close in time", links.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
