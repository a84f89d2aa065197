package org.jackfield.gateway;

import java.io.IOException;
import java.util.Optional;
import org.jackfield.chunks.ContentStore;
import org.jackfield.chunks.Manifest;
import org.jackfield.chunks.ManifestEntry;
import org.jackfield.chunks.Reference;

/** What paths in directories are of. */
record Directories(ContentStore files) {

    /** @throws Refusal if there is none */
    Manifest open(BzzUri uri) throws Refusal {
        Reference reference = uri.reference();
        try {
            return Manifest.open(reference, files);
        } catch (IOException e) {
            throw Refusal.notFound(
                    "cannot read the manifest " + reference.address().hex() + ": " + e.getMessage());
        }
    }

    /**
     * What exactly the path is of, be it a file or the manifest of a folder; without a path, what the address is of.
     *
     * @throws Refusal if there is nothing
     */
    Reference resolved(BzzUri uri) throws Refusal, IOException {
        return uri.path().isEmpty()
                ? uri.reference()
                : exact(open(uri), uri.path())
                        .flatMap(ManifestEntry::hash)
                        .orElseThrow(() -> Refusal.notFound("cannot resolve " + uri.address() + ": not found"));
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
