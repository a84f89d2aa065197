package org.jackfield.overlay;

import java.time.Duration;
import java.util.Optional;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.PeerEventListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts table, file and dialing together and registers the table. The core may come after it and go before it. */
@Component(
        immediate = true,
        service = {},
        configurationPid = "org.jackfield.overlay")
@Designate(ocd = OverlayConfiguration.class)
public final class OverlayComponent {

    private static final Logger LOG = LoggerFactory.getLogger(OverlayComponent.class);
    private static final int DEFAULT_TICK_MILLIS = 500;
    private static final Duration SAVE = Duration.ofSeconds(30);
    private static final Duration LAST_SAVE = Duration.ofSeconds(5);

    private final TimerThread timer = new TimerThread("overlay");
    private final AddressFile file;
    private final SeatedTopology topology;
    private final Caller caller;
    private final ServiceRegistration<?> registration;
    private volatile Optional<PeerDirectory> directory = Optional.empty();

    @Activate
    public OverlayComponent(BundleContext context, OverlayConfiguration configuration) {
        file = new AddressFile(OverlayFolder.of(context, configuration).resolve("addresses"));
        topology = new SeatedTopology(file.read(), System::nanoTime);
        caller = new Caller(topology::suggest, System::nanoTime);
        if (configuration.dial()) {
            int millis = configuration.tickMillis() > 0 ? configuration.tickMillis() : DEFAULT_TICK_MILLIS;
            timer.every(Duration.ofMillis(millis), () -> directory.ifPresent(caller::tick));
        }
        timer.every(SAVE, this::save);
        registration = context.registerService(
                new String[] {Topology.class.getName(), PeerEventListener.class.getName()}, topology, null);
    }

    @Deactivate
    void close() throws InterruptedException {
        registration.unregister();
        if (timer.stop(LAST_SAVE)) {
            save();
        } else {
            LOG.warn("Swarm's address book may not have been saved");
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addDirectory(PeerDirectory added) {
        topology.open(Overlay.ofNode(added.self().id()));
        directory = Optional.of(added);
    }

    void removeDirectory(PeerDirectory removed) {
        directory = directory.filter(current -> current != removed);
    }

    private void save() {
        file.write(topology.worthKeeping());
    }
}
