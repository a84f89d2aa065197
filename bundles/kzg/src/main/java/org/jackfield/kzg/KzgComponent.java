package org.jackfield.kzg;

import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers {@link Kzg}, by hand, because there is none where the native library cannot be loaded. */
@Component(
        immediate = true,
        service = {})
public final class KzgComponent {

    private static final Logger LOG = LoggerFactory.getLogger(KzgComponent.class);

    private final NativeKzg kzg = new NativeKzg();
    private final Optional<ServiceRegistration<Kzg>> registration;

    @Activate
    public KzgComponent(BundleContext context) {
        registration = loaded() ? Optional.of(context.registerService(Kzg.class, kzg, null)) : Optional.empty();
    }

    @Deactivate
    void close() {
        registration.ifPresent(ServiceRegistration::unregister);
        kzg.close();
    }

    private static boolean loaded() {
        try {
            NativeLibrary.load();
            return true;
        } catch (UnsatisfiedLinkError e) {
            LOG.warn("No KZG arithmetic, blob transactions will be refused: {}", e.getMessage());
            return false;
        }
    }
}
