package org.jackfield.shell;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.messages.KeyEntry;
import org.jackfield.messages.KeyRing;
import org.jackfield.messages.MessageException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code shh:keys}: the ring. Secrets are shown by {@code --show} alone. */
@Component(
        service = KeysCommand.class,
        property = {"osgi.command.scope=shh", "osgi.command.function=keys"})
public final class KeysCommand {

    private static final String WARNING =
            "WARNING: whoever sees the secret reads what is written to you, and a pair's signs in your name.";

    private static final Command.Option NEW = new Command.Option("--new", "", "makes a symmetric key");
    private static final Command.Option ADD =
            new Command.Option("--add", "HEX", "takes a symmetric key of 32 bytes in");
    private static final Command.Option PAIR = new Command.Option(
            "--pair", "", "with --new and --add: a pair to sign with and be written to, of its private key");
    private static final Command.Option PASSWORD =
            new Command.Option("--password", "TEXT", "takes the symmetric key in that everybody derives of TEXT");
    private static final Command.Option DELETE = new Command.Option("--delete", "ID", "forgets a key for ever");
    private static final Command.Option SHOW =
            new Command.Option("--show", "ID", "shows the secret: the symmetric or private key itself");

    private static final Command KEYS = Command.of(
            "shh:keys",
            "Lists the keys of this node's messages, or changes them. ID may be the beginning of one.",
            List.of(),
            NEW,
            ADD,
            PAIR,
            PASSWORD,
            DELETE,
            SHOW,
            Command.JSON);

    private final KeyRing keys;

    @Activate
    public KeysCommand(@Reference KeyRing keys) {
        this.keys = keys;
    }

    @Descriptor("lists the keys of this node's messages, or changes them")
    public void keys(
            @Descriptor("[--new|--add HEX [--pair]|--password TEXT|--delete ID|--show ID] [--json] [--help]")
                    String... words)
            throws Exception {
        KEYS.run(words, given -> {
            try {
                return run(given);
            } catch (MessageException e) {
                throw new CommandException(e.getMessage(), e);
            }
        });
    }

    private String run(Command.Given given) throws CommandException, MessageException {
        if (Stream.of(NEW, ADD, PASSWORD, DELETE, SHOW).filter(given::has).count() > 1) {
            throw new CommandException("one of --new, --add, --password, --delete and --show at a time");
        }
        if (given.has(PAIR) && !given.has(NEW) && !given.has(ADD)) {
            throw new CommandException("--pair goes with --new or --add");
        }
        if (given.has(SHOW)) {
            return show(MeantKey.entry(keys, given.value(SHOW).orElseThrow()), given.json());
        }
        if (given.has(DELETE)) {
            return delete(MeantKey.entry(keys, given.value(DELETE).orElseThrow()), given.json());
        }
        if (given.has(NEW) || given.has(ADD) || given.has(PASSWORD)) {
            return told(add(given), given.json());
        }
        return list(given.json());
    }

    private String add(Command.Given given) throws CommandException, MessageException {
        if (given.has(PASSWORD)) {
            return keys.addPassword(given.value(PASSWORD).orElseThrow());
        }
        if (given.has(NEW)) {
            return given.has(PAIR) ? keys.newPair() : keys.newSymmetric();
        }
        byte[] key = key(given.value(ADD).orElseThrow());
        return given.has(PAIR) ? keys.addPair(key) : keys.addSymmetric(key);
    }

    private String told(String id, boolean json) throws CommandException, MessageException {
        Row row = row(MeantKey.entry(keys, id));
        return json ? Json.pretty(row) : table(List.of(row));
    }

    private String delete(KeyEntry entry, boolean json) throws CommandException, MessageException {
        keys.delete(entry.id());
        return json ? Json.pretty(new Deleted(entry.id())) : "forgot key " + entry.id();
    }

    private String show(KeyEntry entry, boolean json) throws CommandException, MessageException {
        byte[] secret = entry.pair() ? keys.privateKey(entry.id()) : keys.symmetric(entry.id());
        Shown shown = new Shown(row(entry), hex(secret));
        return json ? Json.pretty(shown) : WARNING + "\n" + table(List.of(shown.key())) + "\nsecret  " + shown.secret();
    }

    private String list(boolean json) throws CommandException, MessageException {
        List<Row> rows = new ArrayList<>();
        for (KeyEntry entry : keys.entries()) {
            rows.add(row(entry));
        }
        if (json) {
            return Json.pretty(rows);
        }
        return rows.isEmpty() ? "no keys" : table(rows);
    }

    private static String table(List<Row> rows) {
        Table table = new Table("ID", "KIND", "SINCE", "PUBLIC KEY");
        rows.forEach(row -> table.row(row.id(), row.kind(), row.created(), row.publicKey()));
        return table.toString();
    }

    private Row row(KeyEntry entry) throws MessageException {
        return new Row(
                entry.id(),
                entry.pair() ? "pair" : "symmetric",
                entry.created().truncatedTo(ChronoUnit.SECONDS).toString(),
                entry.pair() ? hex(keys.publicKey(entry.id())) : "");
    }

    private static byte[] key(String text) throws CommandException {
        String digits = text.startsWith("0x") ? text.substring(2) : text;
        if (!digits.matches("[0-9a-fA-F]{64}")) {
            // Not shown again: it might be a key with a slip in it.
            throw new CommandException("a key has 64 hexadecimal digits");
        }
        return HexFormat.of().parseHex(digits);
    }

    private static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    /** @param publicKey empty for a symmetric key */
    private record Row(String id, String kind, String created, String publicKey) {}

    private record Shown(Row key, String secret) {}

    private record Deleted(String deleted) {}
}
