package org.jackfield.itest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        String folder = PluginActivator.class.getPackageName();
        return new BundleJar(
                        headers(),
                        CLASSES.stream().map(name -> folder + '.' + name).toList())
                .writeTo(file);
    }

    private Map<String, String> headers() {
        return Map.of(
                "Bundle-SymbolicName",
                name,
                "Bundle-Version",
                release,
                "Bundle-Activator",
                PluginActivator.class.getName(),
                "Import-Package",
                "org.jackfield.api,org.osgi.framework" + (behaviour.equals("UNRESOLVABLE") ? ",nobody.has.it" : ""),
                "Test-Capability",
                capability,
                "Test-Codes",
                Integer.toString(codes),
                "Test-Behaviour",
                behaviour,
                "Test-Ranking",
                Integer.toString(ranking));
    }
}
