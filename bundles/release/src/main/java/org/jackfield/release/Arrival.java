package org.jackfield.release;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.Protocol;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;

/** Waits for the protocols of a bundle that has been started; they may come later, as other services do. */
final class Arrival implements ServiceListener, AutoCloseable {

    private static final String PROTOCOLS = "(" + Constants.OBJECTCLASS + "=" + Protocol.class.getName() + ")";

    private final BundleContext context;
    private final Bundle bundle;
    private final Semaphore registered = new Semaphore(0);

    /** Listens from now on: to be made before the bundle is started. */
    Arrival(BundleContext context, Bundle bundle) {
        this.context = context;
        this.bundle = bundle;
        try {
            context.addServiceListener(this, PROTOCOLS);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether one of these is served in time; at once if none is asked for. */
    boolean await(Set<Capability> capabilities, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        ServedProtocols protocols = new ServedProtocols(context);
        while (!capabilities.isEmpty() && Collections.disjoint(protocols.of(bundle), capabilities)) {
            if (!registered.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() == ServiceEvent.REGISTERED) {
            registered.release();
        }
    }

    @Override
    public void close() {
        context.removeServiceListener(this);
    }
}
