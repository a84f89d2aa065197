package org.jackfield.mail;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jackfield.api.NodeId;
import org.jackfield.envelopes.HistoryRequest;
import org.jackfield.envelopes.MailServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests from the archive. */
final class ArchiveServer implements MailServer, MailArchive {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveServer.class);

    private final Archive archive;
    private final RequestReader reader;
    private final RequestQuota quota;
    private final Supplier<ServingRules> rules;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /**
     * @param rules as of now
     */
    ArchiveServer(Archive archive, RequestReader reader, RequestQuota quota, Supplier<ServingRules> rules) {
        this.archive = archive;
        this.reader = reader;
        this.quota = quota;
        this.rules = rules;
    }

    @Override
    public Optional<Answer> answer(NodeId peer, HistoryRequest request) {
        try {
            Optional<Selection> asked = reader.read(request);
            if (asked.isEmpty()) {
                LOG.debug("A request of peer {} is not for us", peer.shortHex());
                return Optional.empty();
            }
            if (!quota.take(peer)) {
                throw new RequestException("too many requests within a minute");
            }
            Selection selection = rules.get().applied(asked.get());
            answered.incrementAndGet();
            return Optional.of(new ArchiveAnswer(request.name(), archive, selection));
        } catch (RequestException e) {
            LOG.debug("A request of peer {} is refused: {}", peer.shortHex(), e.getMessage());
            refused.incrementAndGet();
            return Optional.of(new RefusedAnswer(request.name(), e.getMessage()));
        }
    }

    @Override
    public ArchiveStatus status() {
        ArchiveTotals totals = archive.totals();
        return new ArchiveStatus(
                totals.envelopes(), totals.bytes(), archive.maxBytes(), oldest(), answered.get(), refused.get());
    }

    private Optional<Instant> oldest() {
        try {
            OptionalLong sent = archive.oldest();
            return sent.isPresent() ? Optional.of(Instant.ofEpochSecond(sent.getAsLong())) : Optional.empty();
        } catch (IOException e) {
            LOG.debug("No oldest envelope: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
