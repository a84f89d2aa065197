package org.jackfield.shell;

import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.envelopes.Topic;
import org.jackfield.messages.KeyRing;
import org.jackfield.messages.MessageException;
import org.jackfield.messages.Messenger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code shh:listen}: messages as they come. */
@Component(
        service = ListenCommand.class,
        property = {"osgi.command.scope=shh", "osgi.command.function=listen"})
public final class ListenCommand {

    private static final Command.Option KEY =
            new Command.Option("--key", "ID", "what the symmetric key of that id opens; the beginning of it will do");
    private static final Command.Option PASSWORD =
            new Command.Option("--password", "TEXT", "what the symmetric key derived of TEXT opens");
    private static final Command.Option PAIR =
            new Command.Option("--pair", "ID", "what is written to the pair of that id");
    private static final Command.Option TOPIC =
            new Command.Option("--topic", TopicName.FORM, "of this topic alone (default: of any)");

    private static final Command LISTEN = Command.of(
            "shh:listen",
            "Shows messages as they come, those that still live first, until a key is pressed:\n"
                    + "when it was sent, topic, who signed it, text. Exactly one of --key, --password and --pair.",
            List.of(),
            KEY,
            PASSWORD,
            PAIR,
            TOPIC,
            TailEnd.FOR,
            TailEnd.count("messages"),
            new Command.Option(Command.JSON.name(), "", "print a line of JSON for each"));

    private final KeyRing keys;
    private final Messenger messenger;

    @Activate
    public ListenCommand(@Reference KeyRing keys, @Reference Messenger messenger) {
        this.keys = keys;
        this.messenger = messenger;
    }

    @Descriptor("shows messages as they come until a key is pressed")
    public void listen(
            CommandSession session,
            @Descriptor(
                            "--key ID|--password TEXT|--pair ID [--topic HEX|NAME] [--for TIME] [--count N] [--json] [--help]")
                    String... words)
            throws Exception {
        LISTEN.run(words, given -> {
            TailEnd end = TailEnd.of(given);
            List<Topic> topics = given.value(TOPIC).isPresent()
                    ? List.of(TopicName.parse(given.value(TOPIC).get()))
                    : List.of();
            try (MeantKey key = key(given)) {
                return tail(session, key, topics, end, printer(given.json()));
            }
        });
    }

    private String tail(
            CommandSession session, MeantKey key, List<Topic> topics, TailEnd end, Tail.Printer<MessageLine> printer)
            throws Exception {
        Tail<MessageLine> lines = new Tail<>();
        try (AutoCloseable listening =
                messenger.listen(key.criteria(topics), message -> lines.offer(new MessageLine(message)))) {
            end.follow(session, lines, printer);
        } catch (MessageException e) {
            throw new CommandException(e.getMessage(), e);
        }
        long skipped = lines.skipped();
        return skipped == 0 ? "" : skipped + " messages were too many to show";
    }

    private MeantKey key(Command.Given given) throws CommandException {
        if (Stream.of(KEY, PASSWORD, PAIR).filter(given::has).count() != 1) {
            throw new CommandException("what opens the messages? Exactly one of --key, --password and --pair");
        }
        if (given.has(PASSWORD)) {
            return MeantKey.ofPassword(keys, given.value(PASSWORD).orElseThrow());
        }
        return given.has(KEY)
                ? MeantKey.named(keys, given.value(KEY).orElseThrow(), false)
                : MeantKey.named(keys, given.value(PAIR).orElseThrow(), true);
    }

    static Tail.Printer<MessageLine> printer(boolean json) {
        PrintStream out = Command.out();
        ZoneId zone = ZoneId.systemDefault();
        return line -> out.println(json ? Json.line(line.fields()) : line.text(zone));
    }
}
