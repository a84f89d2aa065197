package org.jackfield.shell;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.osgi.service.component.annotations.Component;

/**
 * Has Gogo leave {@code ?}, {@code *} and {@code [} alone: they stand in enode URLs, and no file of that name is found.
 * A person turns it back on in a session with {@code gogo.option.noglob=off}.
 */
@Component
public final class GlobbingOff implements CommandSessionListener {

    @Override
    public void beforeExecute(CommandSession session, CharSequence command) {
        if (session.get(CommandSession.OPTION_NO_GLOB) == null) {
            session.put(CommandSession.OPTION_NO_GLOB, true);
        }
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Exception exception) {}

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Object result) {}
}
