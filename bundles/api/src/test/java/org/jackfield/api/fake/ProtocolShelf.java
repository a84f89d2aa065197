package org.jackfield.api.fake;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jackfield.api.Protocol;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Where protocols are registered and withdrawn in the test of whoever does that. */
public final class ProtocolShelf {

    private final List<String> deeds = new ArrayList<>();
    private final List<Protocol> registered = new ArrayList<>();

    /** Knows only how to register a protocol. */
    public BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (self, method, arguments) -> register((Protocol) arguments[1]));
    }

    /** What was ever registered, in that order. */
    public List<Protocol> registered() {
        return registered;
    }

    /** What was done since the last call, in that order: {@code +eth/72} or {@code -eth/72}. */
    public List<String> deeds() {
        List<String> since = List.copyOf(deeds);
        deeds.clear();
        return since;
    }

    private ServiceRegistration<?> register(Protocol protocol) {
        registered.add(protocol);
        deeds.add("+" + protocol.capability());
        return (ServiceRegistration<?>) Proxy.newProxyInstance(
                ServiceRegistration.class.getClassLoader(),
                new Class<?>[] {ServiceRegistration.class},
                (self, method, arguments) -> {
                    deeds.add("-" + protocol.capability());
                    return null;
                });
    }
}
