package org.jackfield.shell;

import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.chain.Chain;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code eth:head}. */
@Component(
        service = HeadCommand.class,
        property = {"osgi.command.scope=eth", "osgi.command.function=head"})
public final class HeadCommand {

    private static final Command HEAD =
            Command.of("eth:head", "Tells the last block of the chain.", List.of(), Command.JSON);

    private final Chain chain;

    @Activate
    public HeadCommand(@Reference Chain chain) {
        this.chain = chain;
    }

    @Descriptor("tells the last block of the chain")
    public void head(@Descriptor("[--json] [--help]") String... words) throws Exception {
        HEAD.run(words, given -> {
            HeadRow head = HeadRow.of(chain.head());
            return given.json() ? Json.pretty(head) : head.table();
        });
    }
}
