package org.jackfield.node;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the framework and the bundles of others are told at start. */
final class FrameworkProperties {

    /**
     * Start level of the protocols, those from the plugins folder, canaries and whatever people install too: after those
     * who settle releases, and before the core, which listens.
     */
    static final int PROTOCOL_LEVEL = 4;
    /** Start level at which all but the shell is started. */
    static final int NODE_LEVEL = 6;
    /** Start level of the shell: last, so that the banner comes before the prompt. */
    static final int SHELL_LEVEL = 10;

    /** How often the plugins folder is looked at: with the copy settling for one more look, within 2 s. */
    private static final int PLUGINS_POLL_MILLIS = 500;

    /** FileInstall's word for errors and warnings. */
    private static final String WARNINGS = "2";

    private static final List<String> LOG_PACKAGES =
            List.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi");
    /** Libraries import the version they were built with: [1.7,2) or [2.0,3). */
    private static final List<String> LOG_VERSIONS = List.of("2.0.20", "1.7.36");

    private FrameworkProperties() {}

    static Map<String, String> of(Path data, Path home, Optional<String> commands) {
        Map<String, String> properties = new HashMap<>();
        properties.put("org.osgi.framework.storage", data.resolve("cache").toString());
        properties.put("org.osgi.framework.startlevel.beginning", Integer.toString(NODE_LEVEL));
        properties.put("felix.startlevel.bundle", Integer.toString(PROTOCOL_LEVEL));
        properties.put("org.osgi.framework.system.packages.extra", logPackages());
        properties.put("jackfield.data", data.toString());
        // Nothing on the console: errors reach us as framework events.
        properties.put("felix.log.level", "0");
        addPlugins(data, properties);
        properties.put("gosh.home", home.toString());
        properties.put("gosh.args", commands.isPresent() ? "--nointeractive" : "--quiet");
        commands.ifPresent(text -> properties.put("jackfield.commands", text));
        return properties;
    }

    private static void addPlugins(Path data, Map<String, String> properties) {
        properties.put("felix.fileinstall.dir", data.resolve("plugins").toString());
        properties.put("felix.fileinstall.tmpdir", data.resolve("cache/plugins").toString());
        properties.put("felix.fileinstall.poll", Integer.toString(PLUGINS_POLL_MILLIS));
        properties.put("felix.fileinstall.filter", ".*\\.(jar|cfg)");
        properties.put("felix.fileinstall.start.level", Integer.toString(PROTOCOL_LEVEL));
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put("felix.fileinstall.enableConfigSave", "false");
        properties.put("felix.fileinstall.log.level", WARNINGS);
    }

    private static String logPackages() {
        return LOG_VERSIONS.stream()
                .flatMap(version -> LOG_PACKAGES.stream().map(name -> name + ";version=" + version))
                .collect(Collectors.joining(","));
    }
}
