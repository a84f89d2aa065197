package org.jackfield.mail;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.HistoryEnd;
import org.jackfield.envelopes.MailServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a selection finds, a page of the archive in memory at a time. */
final class ArchiveAnswer implements MailServer.Answer {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveAnswer.class);

    private final Hash request;
    private final Archive archive;
    private final Selection selection;
    private final Deque<Envelope> page = new ArrayDeque<>();
    private long left;
    /** Where the page has ended; empty: there is no further one. */
    private Optional<byte[]> reached;

    private boolean begun;
    private Optional<Envelope> last = Optional.empty();
    private Optional<String> error = Optional.empty();

    ArchiveAnswer(Hash request, Archive archive, Selection selection) {
        this.request = request;
        this.archive = archive;
        this.selection = selection;
        this.left = selection.limit();
        this.reached = Optional.of(selection.cursor()).filter(key -> key.length > 0);
    }

    @Override
    public Optional<Envelope> next() {
        if (left == 0 || !more()) {
            return Optional.empty();
        }
        left--;
        last = Optional.of(page.remove());
        return last;
    }

    @Override
    public HistoryEnd end() {
        byte[] cursor = more() ? last.map(ArchiveKey::of).orElse(selection.cursor()) : new byte[0];
        return new HistoryEnd(request, last.map(Envelope::hash), cursor, error);
    }

    /** Nothing is held that would have to be let go of. */
    @Override
    public void close() {
        page.clear();
    }

    private boolean more() {
        while (page.isEmpty() && (!begun || reached.isPresent())) {
            read();
        }
        return !page.isEmpty();
    }

    private void read() {
        begun = true;
        try {
            ArchivePage next = archive.read(selection, reached);
            page.addAll(next.envelopes());
            reached = next.reached();
        } catch (IOException e) {
            LOG.warn("An answer breaks off: {}", e.getMessage());
            error = Optional.of("the archive cannot be read");
            reached = Optional.empty();
        }
    }
}
