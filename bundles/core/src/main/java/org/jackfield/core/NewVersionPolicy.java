package org.jackfield.core;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jackfield.api.ProtocolRegistryListener;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.core.Timers.Alarm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the settings say so, begins a renegotiation when a version comes of a protocol that live links carry: as soon as
 * no further one has come for a moment, and the renegotiation under way has ended.
 */
final class NewVersionPolicy implements ProtocolRegistryListener {

    private static final Logger LOG = LoggerFactory.getLogger(NewVersionPolicy.class);

    /** A bundle registers its versions one after another. */
    static final Duration SETTLED = Duration.ofSeconds(2);

    private final Environment environment;
    private final WaveRenegotiation renegotiation;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock.
    private final Set<String> names = new LinkedHashSet<>();
    private Optional<Alarm> settling = Optional.empty();
    private boolean closed;

    NewVersionPolicy(Environment environment, WaveRenegotiation renegotiation) {
        this.environment = environment;
        this.renegotiation = renegotiation;
        renegotiation.afterEnd(this::begin);
    }

    @Override
    public void onChange(Change change, RegisteredProtocol protocol) {
        String name = protocol.capability().name();
        if (change != Change.ADDED || !environment.settings().policies().renegotiates(name)) {
            return;
        }
        locked(() -> {
            names.add(name);
            settling.ifPresent(Alarm::cancel);
            settling =
                    closed ? Optional.empty() : Optional.of(environment.timers().after(SETTLED, this::settled));
            return names;
        });
    }

    /** Begins nothing any more. */
    void close() {
        locked(() -> {
            closed = true;
            settling.ifPresent(Alarm::cancel);
            return closed;
        });
    }

    private void settled() {
        locked(() -> settling = Optional.empty());
        begin();
    }

    private void begin() {
        for (Optional<String> name = next(); name.isPresent(); name = next()) {
            String protocol = name.get();
            try {
                if (renegotiation.isCalledFor(protocol)) {
                    renegotiation.start(protocol);
                }
            } catch (IllegalStateException e) {
                LOG.info("{} has a new version, its links are kept: {}", protocol, e.getMessage());
            }
        }
    }

    /** The next one to begin; empty as long as it has to wait. */
    private Optional<String> next() {
        if (renegotiation.underWay()) {
            return Optional.empty();
        }
        return locked(() -> {
            Optional<String> first = names.stream().findFirst().filter(name -> !closed && settling.isEmpty());
            first.ifPresent(names::remove);
            return first;
        });
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
