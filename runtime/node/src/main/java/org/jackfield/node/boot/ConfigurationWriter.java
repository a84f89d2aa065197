package org.jackfield.node.boot;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Writes the configurations that the launcher settled on. Our bundle starts before those that are configured, so none of
 * them sees what a former run left: such configurations are replaced or, where the part is off now, deleted. Those that
 * FileInstall made from a file in the plugins folder are its business.
 */
@Component(service = ConfigurationWriter.class, immediate = true)
public final class ConfigurationWriter {

    private static final String OURS = "(&(service.pid=org.jackfield.*)(!(felix.fileinstall.filename=*)))";

    /**
     * @param settings configurations by PID
     * @throws IOException if a configuration cannot be stored
     */
    @Activate
    public ConfigurationWriter(
            @Reference ConfigurationAdmin admin,
            @Reference(target = "(jackfield.role=configuration)") Supplier<Map<String, Map<String, Object>>> settings)
            throws IOException, InvalidSyntaxException {
        Map<String, Map<String, Object>> wanted = settings.get();
        Configuration[] stored = admin.listConfigurations(OURS);
        if (stored != null) {
            for (Configuration configuration : stored) {
                if (!wanted.containsKey(configuration.getPid())) {
                    configuration.delete();
                }
            }
        }
        for (Map.Entry<String, Map<String, Object>> entry : wanted.entrySet()) {
            admin.getConfiguration(entry.getKey(), "?").updateIfDifferent(new Hashtable<>(entry.getValue()));
        }
    }
}
