package org.jackfield.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Brings what the framework remembers in line with the distribution: its bundles are used where they lie
 * ({@code reference:} locations), installed when new, updated when their file changed, uninstalled when gone. Bundles of
 * other locations, which people installed, are left alone; so is what people stopped.
 */
final class BundleInstaller {

    private static final String SCHEME = "reference:file:";

    private final BundleContext framework;

    /** @param framework the system bundle's context, of a framework that is initialised and not started */
    BundleInstaller(BundleContext framework) {
        this.framework = framework;
    }

    /** @param bundles with their start levels */
    void install(SortedMap<Path, Integer> bundles) throws BundleException, IOException {
        SortedMap<String, Path> byLocation = new TreeMap<>();
        bundles.keySet().forEach(jar -> byLocation.put(location(jar), jar));
        for (Bundle known : framework.getBundles()) {
            if (known.getLocation().startsWith(SCHEME) && !byLocation.containsKey(known.getLocation())) {
                known.uninstall();
            }
        }
        for (Map.Entry<Path, Integer> bundle : bundles.entrySet()) {
            install(bundle.getKey(), bundle.getValue());
        }
    }

    private void install(Path jar, int level) throws BundleException, IOException {
        Bundle known = framework.getBundle(location(jar));
        if (known == null) {
            Bundle bundle = framework.installBundle(location(jar));
            bundle.adapt(BundleStartLevel.class).setStartLevel(level);
            if ((bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
                bundle.start();
            }
        } else if (Files.getLastModifiedTime(jar).toMillis() > known.getLastModified()) {
            known.update();
        }
    }

    private static String location(Path jar) {
        return SCHEME + jar.toAbsolutePath();
    }
}
