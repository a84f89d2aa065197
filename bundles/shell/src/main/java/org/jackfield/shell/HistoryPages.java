package org.jackfield.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.HistoryEnd;
import org.jackfield.mail.MailClient;
import org.jackfield.mail.Query;
import org.jackfield.messages.MessageException;

/**
 * Asks a mail server page by page, and shows each message once: in the order they were sent in, whatever that of the server
 * is. Used by one thread.
 */
final class HistoryPages {

    /** So long after the last envelope an answer counts as over, as shh/6 has no word for its end. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** So long without an envelope a server that was to tell the end has failed. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long NO_END = Long.MAX_VALUE;

    /** Asked for at most, however much more a server says there is. */
    private static final int MAX_PAGES = 1_000;

    /** Messages that are gathered before they are shown; more than a page of most servers. */
    private static final int MAX_GATHERED = 10_000;

    private static final Comparator<MessageLine> BY_TIME =
            Comparator.comparingLong(line -> line.message().envelope().sent());

    private final MailClient mail;
    private final NodeId server;
    private final HistoryWatch watch;
    private final PersonWatch person;
    /** Whatever was opened meanwhile, some of it perhaps not of the server. */
    private final Map<Hash, MessageLine> gathered = new HashMap<>();

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
        Tail.Printer<MessageLine> gathering = line -> gather(line, printer);
        byte[] cursor = page(first, lines, gathering);
        for (int pages = 1; cursor.length > 0 && pages < MAX_PAGES && !isOver(); pages++) {
            cursor = page(first.after(cursor), lines, gathering);
        }
        follow(lines, gathering, () -> watch.quietFor(PAUSE));
        show(printer);
    }

    private void gather(MessageLine line, Tail.Printer<MessageLine> printer) throws CommandException {
        gathered.put(line.message().envelope().hash(), line);
        if (gathered.size() >= MAX_GATHERED) {
            show(printer);
        }
    }

    private void show(Tail.Printer<MessageLine> printer) throws CommandException {
        List<MessageLine> ready = new ArrayList<>(gathered.values());
        gathered.clear();
        ready.sort(BY_TIME);
        for (MessageLine line : ready) {
            Envelope envelope = line.message().envelope();
            if (watch.has(envelope) && shown.add(envelope.hash())) {
                printer.print(line);
            }
        }
    }

    String summary() {
        if (watch.envelopes() == 0) {
            return "no envelopes came; a mail server passes over a request of another password without a word";
        }
        return watch.envelopes() + " envelopes came, " + shown.size() + " of them could be opened";
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
            if (isOver()) {
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
        lines.follow(printer, NO_END, Optional.empty(), () -> over.getAsBoolean() || isOver());
    }

    private boolean isOver() {
        return person.isPressed() || watch.full();
    }
}
