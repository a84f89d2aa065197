package org.jackfield.release;

import java.util.Set;
import java.util.TreeSet;
import org.jackfield.api.Capability;
import org.jackfield.api.Protocol;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the protocol services of a bundle, and keeps none of them. */
record ServedProtocols(BundleContext context) {

    private static final Logger LOG = LoggerFactory.getLogger(ServedProtocols.class);

    /** The capabilities that a bundle has registered and can tell. */
    Set<Capability> of(Bundle bundle) {
        Set<Capability> capabilities = new TreeSet<>();
        for (ServiceReference<?> reference : registered(bundle)) {
            if (isProtocol(reference)) {
                ask(reference, capabilities);
            }
        }
        return capabilities;
    }

    private static ServiceReference<?>[] registered(Bundle bundle) {
        try {
            ServiceReference<?>[] references = bundle.getRegisteredServices();
            return references == null ? new ServiceReference<?>[0] : references;
        } catch (IllegalStateException uninstalled) {
            return new ServiceReference<?>[0];
        }
    }

    private static boolean isProtocol(ServiceReference<?> reference) {
        for (String type : (String[]) reference.getProperty(Constants.OBJECTCLASS)) {
            if (type.equals(Protocol.class.getName())) {
                return true;
            }
        }
        return false;
    }

    private void ask(ServiceReference<?> reference, Set<Capability> capabilities) {
        try {
            if (context.getService(reference) instanceof Protocol protocol) {
                capabilities.add(protocol.capability());
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("a protocol does not tell its capability: {}", e.toString());
        } finally {
            context.ungetService(reference);
        }
    }
}
