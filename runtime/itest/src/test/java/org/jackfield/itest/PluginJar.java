package org.jackfield.itest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jackfield.itest.plugin.PluginActivator;

/**
 * A protocol bundle made for a test: the classes of the plugin package with a manifest that says what they offer.
 *
 * @param name symbolic name
 * @param release bundle version
 * @param capability such as {@code aaa/1}
 * @param codes message count
 * @param behaviour name of a {@code PluginProtocol.Behaviour}, or {@code UNRESOLVABLE}
 * @param ranking service ranking
 */
public record PluginJar(String name, String release, String capability, int codes, String behaviour, int ranking) {

    private static final List<String> CLASSES = List.of(
            "PluginActivator",
            "PluginActivator$1",
            "PluginProtocol",
            "PluginProtocol$Behaviour",
            "PluginProtocol$1",
            "CountingProtocol",
            "CountingProtocol$Writer",
            "ResumingEcho",
            "StreamProtocol",
            "NumberedFlow");

    public static PluginJar echo(String name, String capability) {
        return new PluginJar(name, "1.0.0", capability, 4, "ECHO", 0);
    }

    public PluginJar release(String newRelease) {
        return new PluginJar(name, newRelease, capability, codes, behaviour, ranking);
    }

    public PluginJar behaviour(String newBehaviour) {
        return new PluginJar(name, release, capability, codes, newBehaviour, ranking);
    }

    public PluginJar ranking(int newRanking) {
        return new PluginJar(name, release, capability, codes, behaviour, newRanking);
    }

    /** Writes the jar; an existing file is replaced. */
    public Path writeTo(Path file) {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest())) {
            for (String simpleName : CLASSES) {
                String path = PluginActivator.class.getPackageName().replace('.', '/') + '/' + simpleName + ".class";
                try (InputStream in = PluginJar.class.getClassLoader().getResourceAsStream(path)) {
                    if (in != null) {
                        jar.putNextEntry(new JarEntry(path));
                        in.transferTo(jar);
                    }
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", release);
        main.putValue("Bundle-Activator", PluginActivator.class.getName());
        main.putValue(
                "Import-Package",
                "org.jackfield.api,org.osgi.framework" + (behaviour.equals("UNRESOLVABLE") ? ",nobody.has.it" : ""));
        main.putValue("Test-Capability", capability);
        main.putValue("Test-Codes", Integer.toString(codes));
        main.putValue("Test-Behaviour", behaviour);
        main.putValue("Test-Ranking", Integer.toString(ranking));
        return manifest;
    }
}
