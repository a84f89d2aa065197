package org.jackfield.gateway;

import java.io.IOException;
import java.util.Optional;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.ContentStore;
import org.jackfield.chunks.Feed;
import org.jackfield.chunks.FeedUpdate;
import org.jackfield.chunks.Feeds;
import org.jackfield.chunks.Manifest;
import org.jackfield.chunks.ManifestEntry;
import org.jackfield.chunks.Reference;

/** What paths in directories are of. */
record Directories(ContentStore files, Feeds feeds) {

    /** @throws Refusal if there is none */
    Manifest open(Reference reference) throws Refusal {
        try {
            return Manifest.open(reference, files);
        } catch (IOException e) {
            throw Refusal.notFound(
                    "cannot read the manifest " + reference.address().hex() + ": " + e.getMessage());
        }
    }

    static boolean isFeed(ManifestEntry entry) {
        return entry.contentType().equals(ManifestEntry.FEED_TYPE);
    }

    /** The directory that the latest update of an entry's feed leads to. */
    Reference followed(ManifestEntry entry) throws Refusal, IOException {
        Feed feed = entry.feed().orElseThrow(() -> new Refusal(422, "Cannot decode Feed in manifest"));
        FeedUpdate update = feeds.latest(feed, feeds.now(), Optional.empty())
                .orElseThrow(() -> Refusal.notFound("no feed updates found"));
        if (update.data().length != Address.BYTES) {
            throw new Refusal(
                    422,
                    "invalid swarm hash in feed update. Expected " + Address.BYTES + " bytes. Got "
                            + update.data().length);
        }
        return Reference.of(update.data());
    }

    /**
     * What exactly the path is of, be it a file or the manifest of a folder; without a path, what the address is of.
     *
     * @throws Refusal if there is nothing
     */
    Reference resolved(BzzUri uri) throws Refusal, IOException {
        if (uri.path().isEmpty()) {
            return uri.reference();
        }
        Optional<ManifestEntry> entry = exact(open(uri.reference()), uri.path());
        Optional<Reference> hash = entry.isPresent() ? entry.get().readable() : Optional.empty();
        return hash.orElseThrow(() -> Refusal.notFound("cannot resolve " + uri.address() + ": not found"));
    }

    private static Optional<ManifestEntry> exact(Manifest manifest, String path) throws IOException {
        Match match = new Match(path);
        manifest.walk(match);
        return match.found;
    }

    private static final class Match implements Manifest.Visitor {

        private final String path;
        private Optional<ManifestEntry> found = Optional.empty();

        Match(String path) {
            this.path = path;
        }

        @Override
        public boolean visit(ManifestEntry entry) {
            if (found.isEmpty() && entry.path().equals(path)) {
                found = Optional.of(entry);
            }
            return found.isEmpty() && path.startsWith(entry.path());
        }
    }
}
