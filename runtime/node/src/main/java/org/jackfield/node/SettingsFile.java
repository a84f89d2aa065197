package org.jackfield.node;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * The operator's settings, {@code jackfield.properties} in the data folder. A key is a bundle's short name, a dot and
 * a key of its configuration: {@code core.maxPeers = 50} goes to {@code maxPeers} of {@code org.jackfield.core}.
 */
final class SettingsFile {

    private final Path path;
    private final SettingsCatalogue catalogue;

    SettingsFile(Path path, SettingsCatalogue catalogue) {
        this.path = path;
        this.catalogue = catalogue;
    }

    /**
     * Values by PID and key.
     *
     * @throws StartException if the file cannot be read, or names a setting that no bundle has, or a value is of the
     *     wrong type
     */
    Map<String, Map<String, Object>> read() throws StartException {
        Properties properties = load();
        Map<String, Map<String, Object>> settings = new HashMap<>();
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            add(name, properties.getProperty(name), settings);
        }
        return settings;
    }

    private Properties load() throws StartException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw StartException.badInput("cannot read settings in " + path + ": " + Messages.of(e));
        }
    }

    private void add(String name, String text, Map<String, Map<String, Object>> settings) throws StartException {
        int dot = name.indexOf('.');
        String pid = NodeSettings.PID_PREFIX + name.substring(0, Math.max(dot, 0));
        String key = name.substring(dot + 1);
        Setting setting = catalogue.find(pid, key).orElseThrow(() -> unknown(name, pid));
        try {
            settings.computeIfAbsent(pid, any -> new HashMap<>()).put(key, setting.value(text));
        } catch (IllegalArgumentException e) {
            throw StartException.badInput("cannot use settings in " + path + ": " + name + ": " + e.getMessage());
        }
    }

    private StartException unknown(String name, String pid) {
        List<String> known = catalogue.keys(pid);
        String hint = known.isEmpty()
                ? "a setting reads part.key, and no part of the node has that name"
                : "known there: " + String.join(", ", known);
        return StartException.badInput(
                "cannot use settings in " + path + ": unknown setting " + name + " (" + hint + ')');
    }
}
