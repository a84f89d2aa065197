package org.jackfield.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerDirectory;
import org.jackfield.envelopes.EnvelopeListener;
import org.jackfield.envelopes.Topic;
import org.jackfield.mail.MailClient;
import org.jackfield.mail.Query;
import org.jackfield.messages.KeyEntry;
import org.jackfield.messages.KeyRing;
import org.jackfield.messages.MessageException;
import org.jackfield.messages.Messenger;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code shh:history}: asks a mail server, and shows of what comes all that the keys here open. */
@Component(
        service = HistoryCommand.class,
        property = {"osgi.command.scope=shh", "osgi.command.function=history"})
public final class HistoryCommand {

    private static final Duration USUAL_SPAN = Duration.ofHours(24);

    private static final Command.Option FROM = new Command.Option(
            "--from",
            PointInTime.FORM,
            "sent 90m or 24h ago or later, 2026-01-31T18:00:00Z, seconds since 1970 (default: 24h)");
    private static final Command.Option TO =
            new Command.Option("--to", PointInTime.FORM, "sent then or before (default: now)");
    private static final Command.Option PASSWORD = new Command.Option(
            "--password", "TEXT", "the mail server's; without it asks in the open, which takes a peer with waku/1");
    private static final Command.Option TOPIC =
            new Command.Option("--topic", TopicName.FORM, "of this topic alone (default: of any)");
    private static final Command.Option CHAT = new Command.Option(
            "--chat", "TEXT", "the password that the messages are read with (default: the keys of shh:keys)");

    private static final Command HISTORY = Command.of(
            "shh:history",
            "Asks a connected mail server for envelopes of the past, and shows the messages in them that can be opened,\n"
                    + "those sent first before the others.\n"
                    + "PEER is its enode URL, its id or the beginning of it. Any key leaves off.",
            List.of("PEER"),
            FROM,
            TO,
            PASSWORD,
            TOPIC,
            CHAT,
            new Command.Option(Command.JSON.name(), "", "print a line of JSON for each message"));

    private final PeerDirectory directory;
    private final MailClient mail;
    private final KeyRing keys;
    private final Messenger messenger;
    private final Function<EnvelopeListener, Runnable> subscription;

    @Activate
    public HistoryCommand(
            BundleContext context,
            @Reference PeerDirectory directory,
            @Reference MailClient mail,
            @Reference KeyRing keys,
            @Reference Messenger messenger) {
        this(directory, mail, keys, messenger, listener -> {
            ServiceRegistration<?> registration = context.registerService(EnvelopeListener.class, listener, null);
            return registration::unregister;
        });
    }

    /**
     * @param subscription takes the listener and returns what ends it
     */
    HistoryCommand(
            PeerDirectory directory,
            MailClient mail,
            KeyRing keys,
            Messenger messenger,
            Function<EnvelopeListener, Runnable> subscription) {
        this.directory = directory;
        this.mail = mail;
        this.keys = keys;
        this.messenger = messenger;
        this.subscription = subscription;
    }

    @Descriptor("asks a mail server for messages of the past")
    public void history(
            CommandSession session,
            @Descriptor(
                            "PEER [--from TIME] [--to TIME] [--password TEXT] [--topic HEX|NAME] [--chat TEXT] [--json] [--help]")
                    String... words)
            throws Exception {
        HISTORY.run(words, given -> {
            NodeId server = PeerName.resolve(
                    given.words().get(0),
                    directory.peers().stream().map(Peer::id).toList());
            Deque<AutoCloseable> closing = new ArrayDeque<>();
            try {
                return ask(session, server, given, closing);
            } catch (MessageException e) {
                throw new CommandException(e.getMessage(), e);
            } finally {
                for (AutoCloseable open : closing) {
                    open.close();
                }
            }
        });
    }

    /**
     * @param closing takes what is to be closed afterwards, the last one first
     */
    private String ask(CommandSession session, NodeId server, Command.Given given, Deque<AutoCloseable> closing)
            throws Exception {
        Query query = query(given, closing);
        Tail<MessageLine> lines = new Tail<>();
        listen(given, query.topics(), lines, closing);
        HistoryWatch watch = new HistoryWatch(server);
        closing.push(subscription.apply(watch)::run);
        try (PersonWatch person = PersonWatch.in(session)) {
            HistoryPages pages = new HistoryPages(mail, server, watch, person);
            pages.show(query, lines, ListenCommand.printer(given.json()));
            return given.json() ? "" : pages.summary();
        }
    }

    private Query query(Command.Given given, Deque<AutoCloseable> closing) throws CommandException {
        Instant now = Instant.now();
        Instant from =
                given.has(FROM) ? PointInTime.parse(given.value(FROM).orElseThrow(), now) : now.minus(USUAL_SPAN);
        Instant to = given.has(TO) ? PointInTime.parse(given.value(TO).orElseThrow(), now) : now;
        if (from.isAfter(to)) {
            throw new CommandException("--from is after --to");
        }
        List<Topic> topics =
                given.has(TOPIC) ? List.of(TopicName.parse(given.value(TOPIC).orElseThrow())) : List.of();
        Optional<String> sealing = Optional.empty();
        if (given.has(PASSWORD)) {
            MeantKey key = MeantKey.ofPassword(keys, given.value(PASSWORD).orElseThrow());
            closing.push(key);
            sealing = Optional.of(key.id());
        }
        return new Query(
                sealing, Query.Form.FITTING, from.getEpochSecond(), to.getEpochSecond(), topics, 0, new byte[0]);
    }

    private void listen(Command.Given given, List<Topic> topics, Tail<MessageLine> lines, Deque<AutoCloseable> closing)
            throws CommandException, MessageException {
        for (MeantKey key : opening(given, closing)) {
            closing.push(messenger.listen(key.criteria(topics), message -> lines.offer(new MessageLine(message))));
        }
    }

    private List<MeantKey> opening(Command.Given given, Deque<AutoCloseable> closing) throws CommandException {
        if (given.has(CHAT)) {
            MeantKey key = MeantKey.ofPassword(keys, given.value(CHAT).orElseThrow());
            closing.push(key);
            return List.of(key);
        }
        List<MeantKey> all = new ArrayList<>();
        for (KeyEntry entry : keys.entries()) {
            all.add(new MeantKey(keys, entry.id(), entry.pair(), false));
        }
        return all;
    }
}
