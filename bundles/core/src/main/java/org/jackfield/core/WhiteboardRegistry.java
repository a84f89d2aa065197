package org.jackfield.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jackfield.api.Capability;
import org.jackfield.api.NodeId;
import org.jackfield.api.Protocol;
import org.jackfield.api.ProtocolRegistry;
import org.jackfield.api.ProtocolRegistryListener;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.release.ReleaseShares;
import org.jackfield.core.ProtocolTable.Held;
import org.jackfield.core.ProtocolTable.News;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the {@link Protocol} services that come and go, and which of them runs with whom. It calls no method of theirs
 * under its lock.
 *
 * <p>What changes the routes goes in this order: the table, then the sessions that have a release now, then those that
 * wait for one. A session goes the other way round, so that one of the two sees the other.
 */
@Component(
        service = {ProtocolRegistry.class, ReleaseShares.class, WhiteboardRegistry.class},
        immediate = true)
public final class WhiteboardRegistry implements ProtocolRegistry, ReleaseShares {

    private static final Logger LOG = LoggerFactory.getLogger(WhiteboardRegistry.class);

    private final Mutex mutex = new Mutex();
    private final ProtocolTable table = new ProtocolTable(this::peers);
    private final Map<Long, InstalledProtocol> byServiceId = new HashMap<>();
    private final ParkingLot parkingLot = new ParkingLot(this::successor);
    private final Ferry ferry = new Ferry(session -> isLent(session, session.release()));
    private final List<ProtocolRegistryListener> listeners = new CopyOnWriteArrayList<>();

    @Reference(
            service = Protocol.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "withdraw",
            updated = "rerank")
    void register(Protocol protocol, ServiceReference<Protocol> reference) {
        InstalledProtocol.Origin origin = origin(reference);
        try {
            add(InstalledProtocol.describe(protocol, origin), ranking(reference));
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("protocol of bundle {} refused: {}", origin, e.toString());
        }
    }

    void withdraw(ServiceReference<Protocol> reference) {
        remove(serviceId(reference));
    }

    void rerank(ServiceReference<Protocol> reference) {
        List<News> news = mutex.locked(() -> Optional.ofNullable(byServiceId.get(serviceId(reference)))
                .map(protocol -> table.put(protocol, ranking(reference)))
                .orElse(List.of()));
        route(news);
    }

    @Reference(
            service = ProtocolRegistryListener.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "forget")
    void listen(ProtocolRegistryListener listener) {
        listeners.add(listener);
    }

    void forget(ProtocolRegistryListener listener) {
        listeners.remove(listener);
    }

    void add(InstalledProtocol protocol, int ranking) {
        List<News> news = mutex.locked(() -> {
            byServiceId.put(protocol.origin().serviceId(), protocol);
            return table.put(protocol, ranking);
        });
        LOG.info("{} plugged in by {}", protocol.capability(), protocol.origin());
        route(news);
    }

    void remove(long serviceId) {
        InstalledProtocol protocol = mutex.locked(() -> byServiceId.remove(serviceId));
        if (protocol == null) {
            return; // It had been refused.
        }
        // Whoever asks us to wait must not be one that we would wait for.
        Thread caller = Thread.currentThread();
        boolean mayWait = !protocol.runsOn(caller) && !protocol.loopsOn(caller) && !loopsOn(caller);
        List<News> news = mutex.locked(() -> table.remove(protocol));
        Withdrawal withdrawal = protocol.withdraw();
        reroute();
        if (mayWait) {
            // While the sessions find their way out, the classes of the bundle are still there.
            withdrawal.await();
        }
        LOG.info("{} of {} withdrawn", protocol.capability(), protocol.origin());
        tell(news);
    }

    @Override
    public CompletionStage<Void> canary(long bundleId, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a canary's share is 0 to 1, got " + share);
        }
        List<News> news = mutex.locked(() -> table.mark(bundleId, share));
        LOG.info("bundle {} is the canary for {} of the peers", bundleId, share);
        route(news);
        return ferry.idle();
    }

    @Override
    public CompletionStage<Void> endCanary(long bundleId) {
        List<InstalledProtocol> canaries = new ArrayList<>();
        List<News> news = mutex.locked(() -> {
            byServiceId.values().stream()
                    .filter(protocol -> protocol.origin().bundleId() == bundleId && table.isCanary(protocol))
                    .forEach(canaries::add);
            return table.unmark(bundleId);
        });
        // As ordinary protocols they keep no session that another one would be given.
        canaries.forEach(canary -> bring(canary, session -> true));
        route(news);
        return ferry.idle();
    }

    @Override
    public Hold hold(long bundleId) {
        Held held = mutex.locked(() -> table.hold(bundleId));
        return () -> mutex.locked(() -> table.letGo(held));
    }

    /** What a link to a peer that is set up now offers. */
    List<InstalledProtocol> serving(NodeId peer) {
        return mutex.locked(() -> table.serving(peer));
    }

    /** Where the sessions of withdrawn protocols wait. */
    ParkingLot parkingLot() {
        return parkingLot;
    }

    @Override
    public List<RegisteredProtocol> registered() {
        Map<InstalledProtocol, Integer> parked = parkingLot.counts();
        List<RegisteredProtocol> installed = mutex.locked(() -> {
            List<RegisteredProtocol> rows = table.registered(parked);
            parked.keySet().removeAll(byServiceId.values());
            return rows;
        });
        return Stream.concat(
                        installed.stream(),
                        parked.entrySet().stream().map(left -> left.getKey().row(0, false, 0, left.getValue())))
                .sorted(Comparator.comparing(RegisteredProtocol::capability))
                .toList();
    }

    @Override
    public List<Capability> offered() {
        return mutex.locked(() -> table.serving()).stream()
                .map(InstalledProtocol::capability)
                .toList();
    }

    @Override
    public Map<String, Map<String, Object>> nodeInfo() {
        return ProtocolInfo.ofNode(mutex.locked(() -> table.serving()));
    }

    @Override
    public Map<String, Optional<Map<String, Object>>> peerInfo(NodeId peer) {
        return ProtocolInfo.ofPeer(installed(), peer);
    }

    private void route(List<News> news) {
        reroute();
        tell(news);
    }

    /** Lets every session find the release that it belongs to now. Returns before those that change have left. */
    private void reroute() {
        if (mutex.locked(table::hasCanaries)) {
            installed().forEach(protocol -> bring(protocol, session -> isCanarys(session, protocol)));
        }
        parkingLot.offer();
    }

    /** Brings those sessions of a release to where they belong. Returns before they have left. */
    private void bring(InstalledProtocol from, Predicate<Session> which) {
        ferry.bring(from, from.sessions(session -> isLent(session, from) && which.test(session)));
    }

    /** Whether a session would be given to another release than the one that has it, and can go there. */
    private boolean isLent(Session session, InstalledProtocol has) {
        return has.resumable()
                && successor(session.range(), session.peer().id())
                        .filter(next -> next != has && next.resumable())
                        .isPresent();
    }

    /** Whether a canary has a session, or is to have it. Others keep what they have when they serve no more. */
    private boolean isCanarys(Session session, InstalledProtocol has) {
        return mutex.locked(() -> table.isCanary(has)
                || table.successor(session.range(), session.peer().id())
                        .filter(table::isCanary)
                        .isPresent());
    }

    private Optional<InstalledProtocol> successor(CodeRange range, NodeId peer) {
        return mutex.locked(() -> table.successor(range, peer));
    }

    /** The peers that a protocol has now, by its name. */
    private Set<NodeId> peers(String name) {
        return Stream.concat(
                        byServiceId.values().stream()
                                .filter(protocol -> protocol.capability().name().equals(name))
                                .flatMap(protocol -> protocol.peers().stream()),
                        parkingLot.peers(name))
                .collect(Collectors.toSet());
    }

    private List<InstalledProtocol> installed() {
        return mutex.locked(() -> List.copyOf(byServiceId.values()));
    }

    private boolean loopsOn(Thread thread) {
        return installed().stream().anyMatch(other -> other.loopsOn(thread));
    }

    private void tell(List<News> news) {
        for (News item : news) {
            for (ProtocolRegistryListener listener : listeners) {
                try {
                    listener.onChange(item.change(), item.row());
                } catch (RuntimeException | LinkageError e) {
                    LOG.warn("a listener of the protocol registry failed: {}", e.toString());
                }
            }
        }
    }

    private static InstalledProtocol.Origin origin(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        return new InstalledProtocol.Origin(
                bundle.getSymbolicName(), bundle.getVersion().toString(), bundle.getBundleId(), serviceId(reference));
    }

    private static long serviceId(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    private static int ranking(ServiceReference<?> reference) {
        return reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer value ? value : 0;
    }
}
