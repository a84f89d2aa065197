package org.jackfield.shell;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Effort;
import org.jackfield.envelopes.EnvelopePool;
import org.jackfield.envelopes.Topic;
import org.jackfield.messages.KeyRing;
import org.jackfield.messages.MessageException;
import org.jackfield.messages.Messenger;
import org.jackfield.messages.NewMessage;
import org.jackfield.messages.Recipient;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code shh:post}. */
@Component(
        service = PostCommand.class,
        property = {"osgi.command.scope=shh", "osgi.command.function=post"})
public final class PostCommand {

    private static final String USUAL_TOPIC = "jackfield";
    private static final long USUAL_TTL_SECONDS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Command.Option KEY = new Command.Option(
            "--key", "ID", "for whoever has the symmetric key of that id; the beginning of it will do");
    private static final Command.Option PASSWORD =
            new Command.Option("--password", "TEXT", "for whoever knows the password");
    private static final Command.Option TO =
            new Command.Option("--to", "PUBKEY", "for the owner of the public key, 0x04 and 128 digits");
    private static final Command.Option SIGN = new Command.Option("--sign", "ID", "signs with the pair of that id");
    private static final Command.Option TOPIC =
            new Command.Option("--topic", TopicName.FORM, "what it is about (default: " + USUAL_TOPIC + ")");
    private static final Command.Option TTL = new Command.Option(
            "--ttl", "S", "seconds that nodes pass it on (default: " + USUAL_TTL_SECONDS + "); more takes more work");
    private static final Command.Option POW =
            new Command.Option("--pow", "P", "proof of work (default: the least that this node asks of others)");
    private static final Command.Option WITHIN = new Command.Option(
            "--within",
            "TIME",
            "give up if the work takes longer than 30s, 5m ... (default: " + PATIENCE.toMinutes() + "m)");

    private static final Command POST = Command.of(
            "shh:post",
            "Encrypts a message, does the work that lets it pass, and gives it to every peer.\n"
                    + "Exactly one of --key, --password and --to. A key pressed meanwhile gives it up.",
            List.of("TEXT..."),
            KEY,
            PASSWORD,
            TO,
            SIGN,
            TOPIC,
            TTL,
            POW,
            WITHIN,
            Command.JSON);

    private final EnvelopePool pool;
    private final KeyRing keys;
    private final Messenger messenger;

    @Activate
    public PostCommand(@Reference EnvelopePool pool, @Reference KeyRing keys, @Reference Messenger messenger) {
        this.pool = pool;
        this.keys = keys;
        this.messenger = messenger;
    }

    @Descriptor("encrypts a message and gives it to every peer")
    public void post(
            CommandSession session,
            @Descriptor("--key ID|--password TEXT|--to PUBKEY [--sign ID] [--topic HEX|NAME] [--ttl S] [--pow P]"
                            + " [--within TIME] [--json] [--help] TEXT...")
                    String... words)
            throws Exception {
        POST.run(words, given -> {
            if (Stream.of(KEY, PASSWORD, TO).filter(given::has).count() != 1) {
                throw new CommandException("for whom? Exactly one of --key, --password and --to");
            }
            if (given.has(TO)) {
                return post(
                        session,
                        given,
                        new Recipient.Owner(publicKey(given.value(TO).orElseThrow())));
            }
            try (MeantKey key = symmetric(given)) {
                return post(session, given, new Recipient.Holders(key.id()));
            }
        });
    }

    private String post(CommandSession session, Command.Given given, Recipient recipient) throws Exception {
        Topic topic = TopicName.parse(given.value(TOPIC).orElse(USUAL_TOPIC));
        NewMessage message = message(given, recipient, topic);
        LongWork work = new LongWork();
        Hash hash = work.await(session, begin(message, work), "sealing", given.json());
        if (given.json()) {
            return Json.pretty(new Posted(hash.hex(), topic.toString(), message.ttl()));
        }
        return "posted " + hash.hex() + " on topic " + topic + ", for " + message.ttl() + " s";
    }

    private CompletableFuture<Hash> begin(NewMessage message, LongWork work) throws CommandException {
        try {
            return messenger.post(message, work::progress);
        } catch (MessageException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private NewMessage message(Command.Given given, Recipient recipient, Topic topic) throws CommandException {
        Optional<String> signer = given.has(SIGN)
                ? Optional.of(MeantKey.named(keys, given.value(SIGN).orElseThrow(), true)
                        .id())
                : Optional.empty();
        Duration within =
                given.has(WITHIN) ? Units.parseDuration(given.value(WITHIN).orElseThrow()) : PATIENCE;
        double work = given.has(POW)
                ? work(given.value(POW).orElseThrow())
                : pool.settings().minWork();
        byte[] payload = String.join(" ", given.words()).getBytes(StandardCharsets.UTF_8);
        return new NewMessage(
                recipient, signer, ttl(given), topic, payload, Optional.empty(), new Effort(work, within));
    }

    private MeantKey symmetric(Command.Given given) throws CommandException {
        return given.has(KEY)
                ? MeantKey.named(keys, given.value(KEY).orElseThrow(), false)
                : MeantKey.ofPassword(keys, given.value(PASSWORD).orElseThrow());
    }

    private static byte[] publicKey(String text) throws CommandException {
        if (!text.matches("0x04[0-9a-fA-F]{128}")) {
            throw new CommandException("a public key is 0x04 and 128 hexadecimal digits, got " + text);
        }
        return HexFormat.of().parseHex(text.substring(2));
    }

    private static long ttl(Command.Given given) throws CommandException {
        String text = given.value(TTL).orElse(Long.toString(USUAL_TTL_SECONDS));
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new CommandException("--ttl needs seconds, 1 to 999999999, got " + text);
        }
        return Long.parseLong(text);
    }

    private static double work(String text) throws CommandException {
        if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            throw new CommandException("--pow needs a number such as 0.2 or 10, got " + text);
        }
        return Double.parseDouble(text);
    }

    private record Posted(String hash, String topic, long ttl) {}
}
