package org.jackfield.release;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.api.ProtocolRegistry;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.ReleaseStatistics;
import org.jackfield.api.release.ReleaseShares;
import org.jackfield.api.release.ReleaseShares.Hold;

/** The core's services as long as they are there. Without them nothing counts, and nobody has to be told of shares. */
final class Core {

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock; a core that comes later is told of them.
    private final Map<Long, Double> canaries = new HashMap<>();
    private Optional<ReleaseShares> shares = Optional.empty();
    private volatile Optional<ProtocolRegistry> registry = Optional.empty();

    void plugIn(ReleaseShares service) {
        lock.lock();
        try {
            shares = Optional.of(service);
            canaries.forEach(service::canary);
        } finally {
            lock.unlock();
        }
    }

    void unplug(ReleaseShares service) {
        lock.lock();
        try {
            shares = shares.filter(known -> known != service);
        } finally {
            lock.unlock();
        }
    }

    void plugIn(ProtocolRegistry service) {
        registry = Optional.of(service);
    }

    void unplug(ProtocolRegistry service) {
        registry = registry.filter(known -> known != service);
    }

    /** See {@link ReleaseShares#canary}; holds for every core until it is ended. */
    CompletionStage<Void> canary(long bundleId, double share) {
        lock.lock();
        try {
            canaries.put(bundleId, share);
            return shares.map(service -> service.canary(bundleId, share))
                    .orElseGet(() -> CompletableFuture.completedStage(null));
        } finally {
            lock.unlock();
        }
    }

    void endCanary(long bundleId) {
        lock.lock();
        try {
            canaries.remove(bundleId);
            shares.ifPresent(service -> service.endCanary(bundleId));
        } finally {
            lock.unlock();
        }
    }

    Hold hold(long bundleId) {
        lock.lock();
        try {
            return shares.map(service -> service.hold(bundleId)).orElse(() -> {});
        } finally {
            lock.unlock();
        }
    }

    /** Of all protocols that a bundle has plugged in now. */
    ReleaseStatistics statistics(long bundleId) {
        List<RegisteredProtocol> rows =
                registry.map(ProtocolRegistry::registered).orElse(List.of());
        return Figures.of(rows, bundleId);
    }
}
