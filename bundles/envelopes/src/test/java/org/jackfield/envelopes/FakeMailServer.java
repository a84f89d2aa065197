package org.jackfield.envelopes;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.NodeId;

/** Answers every request with the same envelopes, and tells what became of its answers. */
final class FakeMailServer implements MailServer {

    static final byte[] CURSOR = {1, 2, 3};

    private final List<Envelope> archive;
    final List<String> log = new ArrayList<>();
    boolean silent;
    boolean broken;

    FakeMailServer(List<Envelope> archive) {
        this.archive = archive;
    }

    @Override
    public Optional<Answer> answer(NodeId peer, HistoryRequest request) {
        log.add("asked by " + peer.shortHex());
        Iterator<Envelope> envelopes = archive.iterator();
        return silent
                ? Optional.empty()
                : Optional.of(new Answer() {
                    @Override
                    public Optional<Envelope> next() {
                        if (broken) {
                            throw new IllegalStateException("the disk is gone");
                        }
                        if (envelopes.hasNext()) {
                            log.add("read");
                            return Optional.of(envelopes.next());
                        }
                        return Optional.empty();
                    }

                    @Override
                    public HistoryEnd end() {
                        return new HistoryEnd(request.name(), Optional.empty(), CURSOR, Optional.empty());
                    }

                    @Override
                    public void close() {
                        log.add("closed");
                    }
                });
    }
}
