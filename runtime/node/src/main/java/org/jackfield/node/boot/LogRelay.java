package org.jackfield.node.boot;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Takes what bundles of others tell the Log Service (component runtime, FileInstall) to the node's log. The framework's
 * own events are left out: the launcher logs those that matter.
 */
@Component(service = LogRelay.class, immediate = true)
public final class LogRelay implements LogListener {

    /** Names of the loggers of framework events (OSGi Compendium 101.6). */
    private static final String EVENTS = "Events.";

    private final LogReaderService log;

    @Activate
    public LogRelay(@Reference LogReaderService log) {
        this.log = log;
        log.addLogListener(this);
    }

    @Deactivate
    void close() {
        log.removeLogListener(this);
    }

    @Override
    public void logged(LogEntry entry) {
        if (entry.getLoggerName().startsWith(EVENTS)) {
            return;
        }
        LoggerFactory.getLogger(entry.getBundle().getSymbolicName())
                .atLevel(level(entry))
                .setCause(entry.getException())
                .log(entry.getMessage());
    }

    private static Level level(LogEntry entry) {
        return switch (entry.getLogLevel()) {
            case AUDIT, INFO -> Level.INFO;
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }
}
