package org.jackfield.shell;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.HistoryEnd;
import org.jackfield.mail.MailClient;
import org.jackfield.mail.Query;
import org.jackfield.messages.MessageException;

/** Asks a mail server page by page, and shows each message once. Used by one thread. */
final class HistoryPages {

    /** So long after the last envelope an answer counts as over, as shh/6 has no word for its end. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** So long without an envelope a server that was to tell the end has failed. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final long NO_END = Long.MAX_VALUE;

    private final MailClient mail;
    private final NodeId server;
    private final HistoryWatch watch;
    private final PersonWatch person;
    private final Set<Hash> shown = new HashSet<>();

    /**
     * @param watch of the same server
     * @param person ends it by pressing a key
     */
    HistoryPages(MailClient mail, NodeId server, HistoryWatch watch, PersonWatch person) {
        this.mail = mail;
        this.server = server;
        this.watch = watch;
        this.person = person;
    }

    /** Returns when all has come, or a key was pressed. */
    void show(Query first, Tail<MessageLine> lines, Tail.Printer<MessageLine> printer)
            throws CommandException, MessageException, InterruptedException {
        Tail.Printer<MessageLine> once = line -> {
            if (isOf(first, line) && shown.add(line.message().envelope().hash())) {
                printer.print(line);
            }
        };
        Query query = first;
        byte[] cursor;
        do {
            cursor = page(query, lines, once);
            query = query.after(cursor);
        } while (cursor.length > 0 && !stopped());
        follow(lines, once, () -> watch.quietFor(PAUSE));
    }

    String summary() {
        if (watch.envelopes() == 0) {
            return "no envelopes came; a mail server passes over a request of another password without a word";
        }
        return watch.envelopes() + " envelopes came, " + shown.size() + " messages in them could be opened";
    }

    private static boolean isOf(Query query, MessageLine line) {
        long sent = line.message().envelope().sent();
        return sent >= query.from() && sent <= query.to();
    }

    /** Returns the cursor to go on with. */
    private byte[] page(Query query, Tail<MessageLine> lines, Tail.Printer<MessageLine> printer)
            throws CommandException, MessageException, InterruptedException {
        watch.begin();
        CompletableFuture<HistoryEnd> asked = mail.ask(server, query);
        try {
            follow(lines, printer, () -> asked.isDone() || watch.quietFor(PATIENCE));
            if (asked.isDone()) {
                return cursor(asked.get());
            }
            if (stopped()) {
                return new byte[0];
            }
            throw new CommandException("peer " + server.shortHex() + " does not answer");
        } catch (ExecutionException e) {
            String why = Optional.ofNullable(e.getCause().getMessage()).orElseGet(e.getCause()::toString);
            throw new CommandException("no history: " + why, e);
        } finally {
            asked.cancel(true);
            watch.begin();
        }
    }

    private byte[] cursor(HistoryEnd end) throws CommandException {
        if (end.error().isPresent()) {
            throw new CommandException(
                    "peer " + server.shortHex() + " refuses: " + end.error().get());
        }
        return end.cursor();
    }

    private void follow(Tail<MessageLine> lines, Tail.Printer<MessageLine> printer, BooleanSupplier over)
            throws CommandException, InterruptedException {
        lines.follow(printer, NO_END, Optional.empty(), () -> over.getAsBoolean() || person.isPressed());
    }

    private boolean stopped() {
        return person.isPressed();
    }
}
