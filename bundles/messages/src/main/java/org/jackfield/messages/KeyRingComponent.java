package org.jackfield.messages;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jackfield.api.Readiness;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unlocks the key ring and registers {@link KeyRing}, and {@link Readiness} either way: by hand, because there is no ring when it
 * does not open, and that must be told and not thrown.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = "org.jackfield.messages",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = MessagesConfiguration.class)
public final class KeyRingComponent {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRingComponent.class);

    /** Last registered, first out. */
    private final Deque<ServiceRegistration<?>> registrations = new ArrayDeque<>();

    @Activate
    public KeyRingComponent(BundleContext context, MessagesConfiguration configuration) {
        Readiness readiness;
        try {
            KeyRing ring = open(configuration);
            registrations.push(context.registerService(KeyRing.class, ring, null));
            readiness = Readiness.of("messages", () -> ring.entries().size() + " keys");
            LOG.info("Key ring open, {}", readiness.text());
        } catch (IOException | InvalidPathException e) {
            LOG.warn("No key ring: {}", e.getMessage());
            readiness = Readiness.failed("messages", "no key ring", e.getMessage());
        }
        registrations.push(context.registerService(Readiness.class, readiness, null));
    }

    @Deactivate
    void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }

    private static KeyRing open(MessagesConfiguration configuration) throws IOException {
        if (configuration.folder() == null || configuration.folder().isBlank()) {
            throw new IOException("org.jackfield.messages: folder is not set");
        }
        Optional<Path> passwordFile = Optional.of(configuration.passwordFile())
                .filter(file -> !file.isBlank())
                .map(Path::of);
        return StoredKeyRing.open(Path.of(configuration.folder()), passwordFile);
    }
}
