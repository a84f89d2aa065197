package org.jackfield.core;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jackfield.api.Capability;
import org.jackfield.api.NodeId;
import org.jackfield.api.Protocol;
import org.jackfield.api.ProtocolRegistry;
import org.jackfield.api.ProtocolRegistryListener;
import org.jackfield.api.RegisteredProtocol;
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

/** Knows the {@link Protocol} services that come and go, and calls no method of theirs under its lock. */
@Component(
        service = {ProtocolRegistry.class, WhiteboardRegistry.class},
        immediate = true)
public final class WhiteboardRegistry implements ProtocolRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(WhiteboardRegistry.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final ProtocolTable table = new ProtocolTable();
    private final Map<Long, InstalledProtocol> byServiceId = new HashMap<>();
    private final ParkingLot parkingLot = new ParkingLot(this::serving);
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
        List<News> news = locked(() -> Optional.ofNullable(byServiceId.get(serviceId(reference)))
                .map(protocol -> table.put(protocol, ranking(reference)))
                .orElse(List.of()));
        parkingLot.offer();
        tell(news);
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
        List<News> news = locked(() -> {
            byServiceId.put(protocol.origin().serviceId(), protocol);
            return table.put(protocol, ranking);
        });
        LOG.info("{} plugged in by {}", protocol.capability(), protocol.origin());
        parkingLot.offer();
        tell(news);
    }

    void remove(long serviceId) {
        InstalledProtocol protocol = locked(() -> byServiceId.remove(serviceId));
        if (protocol == null) {
            return; // It had been refused.
        }
        // Whoever asks us to wait must not be one that we would wait for.
        Thread caller = Thread.currentThread();
        boolean mayWait = !protocol.runsOn(caller) && !protocol.loopsOn(caller) && !loopsOn(caller);
        List<News> news = locked(() -> table.remove(protocol));
        Withdrawal withdrawal = protocol.withdraw();
        parkingLot.offer();
        if (mayWait) {
            // While the sessions find their way out, the classes of the bundle are still there.
            withdrawal.await();
        }
        LOG.info("{} of {} withdrawn", protocol.capability(), protocol.origin());
        tell(news);
    }

    /** What a link that is set up now offers. */
    List<InstalledProtocol> serving() {
        return locked(table::serving);
    }

    /** Where the sessions of withdrawn protocols wait. */
    ParkingLot parkingLot() {
        return parkingLot;
    }

    @Override
    public List<RegisteredProtocol> registered() {
        List<RegisteredProtocol> installed = locked(table::registered);
        return Stream.concat(installed.stream(), parkingLot.departed().stream())
                .sorted(Comparator.comparing(RegisteredProtocol::capability))
                .toList();
    }

    @Override
    public List<Capability> offered() {
        return serving().stream().map(InstalledProtocol::capability).toList();
    }

    @Override
    public Map<String, Map<String, Object>> nodeInfo() {
        Map<String, InstalledProtocol> highest = new TreeMap<>();
        // Sorted by version, so that the highest of a name is put last.
        serving().forEach(protocol -> highest.put(protocol.capability().name(), protocol));
        Map<String, Map<String, Object>> info = new LinkedHashMap<>();
        highest.forEach((name, protocol) -> protocol.service()
                .flatMap(service -> ask(protocol, service::nodeInfo))
                .ifPresent(told -> info.put(name, told)));
        return info;
    }

    @Override
    public Map<String, Optional<Map<String, Object>>> peerInfo(NodeId peer) {
        List<InstalledProtocol> all = locked(() -> List.copyOf(byServiceId.values()));
        Map<String, Optional<Map<String, Object>>> info = new TreeMap<>();
        for (InstalledProtocol protocol : all) {
            if (protocol.runsWith(peer)) {
                info.put(
                        protocol.capability().name(),
                        protocol.service()
                                .flatMap(service -> ask(protocol, () -> service.peerInfo(peer)))
                                .flatMap(told -> told));
            }
        }
        return info;
    }

    private Optional<InstalledProtocol> serving(CodeRange range) {
        return serving().stream().filter(protocol -> protocol.fits(range)).findFirst();
    }

    private boolean loopsOn(Thread thread) {
        return locked(() -> List.copyOf(byServiceId.values())).stream().anyMatch(other -> other.loopsOn(thread));
    }

    private static <T> Optional<T> ask(InstalledProtocol protocol, Supplier<T> question) {
        try {
            return Optional.ofNullable(question.get());
        } catch (RuntimeException | LinkageError e) {
            LOG.debug(
                    "{} of {} fails to tell about itself: {}", protocol.capability(), protocol.origin(), e.toString());
            return Optional.empty();
        }
    }

    private void tell(List<News> news) {
        for (News item : news) {
            for (ProtocolRegistryListener listener : listeners) {
                try {
                    listener.onChange(item.change(), item.protocol());
                } catch (RuntimeException | LinkageError e) {
                    LOG.warn("a listener of the protocol registry failed: {}", e.toString());
                }
            }
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
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
