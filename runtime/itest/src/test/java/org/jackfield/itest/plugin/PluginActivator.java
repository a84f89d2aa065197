package org.jackfield.itest.plugin;

import java.util.Dictionary;
import java.util.Hashtable;
import org.jackfield.api.Capability;
import org.jackfield.api.Protocol;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** Registers the protocol that the bundle's manifest describes; see {@code PluginJar}. */
public final class PluginActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        Dictionary<String, String> headers = context.getBundle().getHeaders();
        Capability capability = Capability.parse(headers.get("Test-Capability"));
        int codes = Integer.parseInt(headers.get("Test-Codes"));
        PluginProtocol.Behaviour behaviour = PluginProtocol.Behaviour.valueOf(headers.get("Test-Behaviour"));
        Version release = context.getBundle().getVersion();
        Protocol protocol = switch (behaviour) {
            case COUNT -> new CountingProtocol(capability, codes, release.getMajor());
            case STREAM -> new StreamProtocol(capability, codes, release.getMajor());
            default -> new PluginProtocol(capability, codes, behaviour, release.toString());
        };
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_RANKING, Integer.parseInt(headers.get("Test-Ranking")));
        context.registerService(Protocol.class, protocol, properties);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework withdraws the service.
    }
}
