package org.jackfield.itest.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.CountDownLatch;
import org.jackfield.api.Capability;
import org.jackfield.api.Protocol;
import org.jackfield.itest.plugin.PluginProtocol.Behaviour;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * Registers the protocol that the bundle's manifest describes; see {@code PluginJar}. Where the launcher runs the node, it
 * leaves a file in the data folder when it starts, {@code starting-1.0.0}, and when it stops.
 */
public final class PluginActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) throws Exception {
        mark(context, "starting");
        Behaviour behaviour = behaviour(context);
        boolean canary = context.getBundle().getLocation().startsWith("jackfield-canary:");
        switch (behaviour) {
            case THROW_IN_START -> throw new IllegalStateException("as told");
            case HANG_IN_START -> hang();
            case HANG_IN_START_AS_ONE -> {
                if (!canary) {
                    hang();
                }
            }
            default -> {
                // Starts.
            }
        }
        if (behaviour != Behaviour.REGISTER_NOTHING) {
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(Constants.SERVICE_RANKING, Integer.parseInt(header(context, "Test-Ranking")));
            context.registerService(Protocol.class, protocol(context, behaviour), properties);
        }
    }

    @Override
    public void stop(BundleContext context) throws Exception {
        mark(context, "stopping");
        if (behaviour(context) == Behaviour.HANG_IN_STOP) {
            hang();
        }
        // The framework withdraws the service.
    }

    private static Protocol protocol(BundleContext context, Behaviour behaviour) {
        Capability capability = Capability.parse(header(context, "Test-Capability"));
        int codes = Integer.parseInt(header(context, "Test-Codes"));
        Version release = context.getBundle().getVersion();
        return switch (behaviour) {
            case COUNT -> new CountingProtocol(capability, codes, release.getMajor());
            case STREAM -> new StreamProtocol(capability, codes, release.getMajor());
            case RESUME, THROW_AT_THIRD, HANG_IN_START, HANG_IN_START_AS_ONE, HANG_IN_STOP ->
                new ResumingEcho(capability, codes, release.toString(), behaviour == Behaviour.THROW_AT_THIRD);
            default -> new PluginProtocol(capability, codes, behaviour, release.toString());
        };
    }

    private static Behaviour behaviour(BundleContext context) {
        return Behaviour.valueOf(header(context, "Test-Behaviour"));
    }

    private static String header(BundleContext context, String name) {
        return context.getBundle().getHeaders().get(name);
    }

    private static void mark(BundleContext context, String what) throws IOException {
        String data = context.getProperty("jackfield.data");
        if (data != null) {
            Bundle bundle = context.getBundle();
            Files.write(Path.of(data).resolve(what + '-' + bundle.getVersion()), new byte[0]);
        }
    }

    private static void hang() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
