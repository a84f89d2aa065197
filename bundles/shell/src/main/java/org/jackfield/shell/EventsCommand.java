package org.jackfield.shell;

import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.api.PeerEventListener;
import org.jackfield.api.release.ReleaseListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code p2p:events}: what happens on the links, and to the releases of protocols, as it happens. */
@Component(
        service = EventsCommand.class,
        property = {"osgi.command.scope=p2p", "osgi.command.function=events"})
public final class EventsCommand {

    private static final Command.Option LINKS = new Command.Option("--links", "", "no messages");
    private static final Command EVENTS = Command.of(
            "p2p:events",
            "Shows what happens on the links and to the releases of protocols, as it happens, until a key is pressed.",
            List.of(),
            TailEnd.FOR,
            TailEnd.count("events"),
            LINKS,
            new Command.Option(Command.JSON.name(), "", "print a line of JSON for each"));

    private final Function<EventTail, Runnable> subscription;

    @Activate
    public EventsCommand(BundleContext context) {
        this(listener -> {
            ServiceRegistration<?> registration = context.registerService(
                    new String[] {PeerEventListener.class.getName(), ReleaseListener.class.getName()}, listener, null);
            return registration::unregister;
        });
    }

    /**
     * @param subscription takes the listener and returns what ends it
     */
    EventsCommand(Function<EventTail, Runnable> subscription) {
        this.subscription = subscription;
    }

    @Descriptor("shows what happens on the links until a key is pressed")
    public void events(
            CommandSession session, @Descriptor("[--for TIME] [--count N] [--links] [--json] [--help]") String... words)
            throws Exception {
        EVENTS.run(words, given -> {
            TailEnd end = TailEnd.of(given);
            Tail<EventLine> lines = new Tail<>();
            Runnable unsubscribe = subscription.apply(new EventTail(lines, !given.has(LINKS)));
            try {
                end.follow(session, lines, printer(given.json()));
            } finally {
                unsubscribe.run();
            }
            long skipped = lines.skipped();
            return skipped == 0 ? "" : skipped + " events were too many to show";
        });
    }

    private static Tail.Printer<EventLine> printer(boolean json) {
        PrintStream out = Command.out();
        ZoneId zone = ZoneId.systemDefault();
        return event -> out.println(json ? Json.line(event.fields()) : event.text(zone));
    }
}
