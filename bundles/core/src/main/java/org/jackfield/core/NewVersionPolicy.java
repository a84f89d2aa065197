package org.jackfield.core;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
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
    private final Mutex mutex = new Mutex();
    // Guarded by the mutex.
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
        mutex.locked(() -> {
            names.add(name);
            settling.ifPresent(Alarm::cancel);
            settling =
                    closed ? Optional.empty() : Optional.of(environment.timers().after(SETTLED, this::settled));
        });
    }

    /** Begins nothing any more. */
    void close() {
        mutex.locked(() -> {
            closed = true;
            settling.ifPresent(Alarm::cancel);
        });
    }

    private void settled() {
        mutex.locked(() -> settling = Optional.empty());
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
        return mutex.locked(() -> {
            Optional<String> first = names.stream().findFirst().filter(name -> !closed && settling.isEmpty());
            first.ifPresent(names::remove);
            return first;
        });
    }
}
