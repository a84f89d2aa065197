package org.jackfield.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

class BundleInstallerTest {

    @TempDir
    Path temp;

    private Framework framework;

    @BeforeEach
    void initialise() throws BundleException {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        "org.osgi.framework.storage", temp.resolve("cache").toString()));
        framework.init();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void installsWhatIsNewAndStartsItButFragments() throws Exception {
        Path plain = jar("plain", "1.0.0", Map.of());
        Path fragment = jar("fragment", "1.0.0", Map.of("Fragment-Host", "plain"));

        install(plain, fragment);
        framework.start();

        assertEquals(Bundle.ACTIVE, bundle("plain").getState());
        assertEquals(Bundle.RESOLVED, bundle("fragment").getState());
    }

    @Test
    void updatesWhatChangedAndLeavesStoppedWhatWasStopped() throws Exception {
        Path jar = jar("plain", "1.0.0", Map.of());
        install(jar);
        bundle("plain").stop();
        jar("plain", "1.1.0", Map.of());
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));

        install(jar);
        framework.start();

        assertEquals("1.1.0", bundle("plain").getVersion().toString());
        assertEquals(Bundle.INSTALLED, bundle("plain").getState());
    }

    @Test
    void uninstallsWhatTheDistributionLostAndNothingElse() throws Exception {
        Path lost = jar("lost", "1.0.0", Map.of());
        Path personal = jar("personal", "1.0.0", Map.of());
        install(lost);
        framework.getBundleContext().installBundle(personal.toUri().toString());

        install();

        assertEquals(
                "personal",
                Arrays.stream(framework.getBundleContext().getBundles())
                        .skip(1)
                        .map(Bundle::getSymbolicName)
                        .collect(Collectors.joining(" ")));
    }

    private void install(Path... jars) throws BundleException, IOException {
        new BundleInstaller(framework.getBundleContext())
                .install(new TreeMap<>(Arrays.stream(jars).collect(Collectors.toMap(jar -> jar, jar -> 1))));
    }

    private Bundle bundle(String name) {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    private Path jar(String name, String version, Map<String, String> more) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", name);
        headers.putValue("Bundle-Version", version);
        more.forEach(headers::putValue);
        Path jar = temp.resolve(name + ".jar");
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }
}
