package org.jackfield.shell;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code eth:import-receipts}, another name of {@code eth:importReceipts}. Gogo calls a method of a command's name, and
 * none has a hyphen; a {@link Function} it takes as it is.
 */
@Component(
        service = ImportReceiptsAlias.class,
        property = {"osgi.command.scope=eth", "osgi.command.function=import-receipts"})
public final class ImportReceiptsAlias implements Function {

    private final ImportCommand command;

    @Activate
    public ImportReceiptsAlias(@Reference ImportCommand command) {
        this.command = command;
    }

    @Override
    public Object execute(CommandSession session, List<Object> arguments) throws Exception {
        command.importReceipts(session, arguments.stream().map(String::valueOf).toArray(String[]::new));
        return null;
    }
}
