package org.jackfield.shell;

import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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

    /** How long a script that asked for a number of events waits for them. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String NO_END = "999999999";

    private static final Command.Option FOR = new Command.Option("--for", "TIME", "stop after 5s, 2m ...");
    private static final Command.Option COUNT =
            new Command.Option("--count", "N", "stop after N events, or " + PATIENCE.toSeconds() + " s without --for");
    private static final Command.Option LINKS = new Command.Option("--links", "", "no messages");
    private static final Command EVENTS = Command.of(
            "p2p:events",
            "Shows what happens on the links and to the releases of protocols, as it happens, until a key is pressed.",
            List.of(),
            FOR,
            COUNT,
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
            long count = count(given);
            Optional<Duration> time = time(given);
            EventTail tail = new EventTail(!given.has(LINKS));
            EventTail.Printer printer = printer(given.json());
            if (time.isPresent()) {
                return tail(tail, printer, count, time, () -> false);
            }
            try (KeyWatch keys = KeyWatch.on(session.getKeyboard())) {
                return tail(tail, printer, count, time, keys::pressed);
            }
        });
    }

    private String tail(
            EventTail tail, EventTail.Printer printer, long count, Optional<Duration> time, BooleanSupplier stopped)
            throws CommandException, InterruptedException {
        Runnable end = subscription.apply(tail);
        try {
            tail.follow(printer, count, time, stopped);
        } finally {
            end.run();
        }
        long skipped = tail.skipped();
        return skipped == 0 ? "" : skipped + " events were too many to show";
    }

    private static EventTail.Printer printer(boolean json) {
        PrintStream out = Command.out();
        ZoneId zone = ZoneId.systemDefault();
        return event -> out.println(json ? Json.line(event.fields()) : event.text(zone));
    }

    private static long count(Command.Given given) throws CommandException {
        String text = given.value(COUNT).orElse(NO_END);
        if (!text.matches("[0-9]{1,9}")) {
            throw new CommandException("--count needs a number of up to nine digits, got " + text);
        }
        return Long.parseLong(text);
    }

    private static Optional<Duration> time(Command.Given given) throws CommandException {
        if (given.value(FOR).isPresent()) {
            return Optional.of(Units.parseDuration(given.value(FOR).get()));
        }
        return given.has(COUNT) ? Optional.of(PATIENCE) : Optional.empty();
    }
}
