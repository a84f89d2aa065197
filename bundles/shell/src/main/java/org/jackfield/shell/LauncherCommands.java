package org.jackfield.shell;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The commands that the node was started with, {@code -c 'COMMANDS'}: offered to the launcher as a {@link Callable}
 * service with the property {@code jackfield.role=commands}, which runs them and returns the exit status. Only there if
 * the framework property {@code jackfield.commands} is set.
 */
@Component(
        service = {},
        immediate = true)
public final class LauncherCommands {

    private final Optional<ServiceRegistration<?>> registration;

    @Activate
    public LauncherCommands(BundleContext context, @Reference CommandProcessor processor) {
        registration = Optional.ofNullable(context.getProperty("jackfield.commands"))
                .map(commands -> context.registerService(
                        Callable.class,
                        new CommandScript(processor, commands, stream(FileDescriptor.out), stream(FileDescriptor.err)),
                        new Hashtable<>(Map.of("jackfield.role", "commands"))));
    }

    /** The process's own: Gogo has put streams that lead back to the session in the place of the System's. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true);
    }

    @Deactivate
    void withdraw() {
        registration.ifPresent(ServiceRegistration::unregister);
    }
}
