package org.jackfield.chunks;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What a manifest says of one path.
 *
 * @param path from where the manifest stands; empty for what is served there itself
 * @param hash of the content, or of another manifest that says more of paths that begin so; none where there is an access
 * @param contentType MIME type, empty if none is known
 * @param mode permission bits of the file
 * @param size of the file in bytes, 0 if nobody said
 * @param modTime when it was changed; the year 1 if nobody said
 * @param status HTTP status to answer with, 0 for none in particular
 * @param access who may read it
 * @param feed that has the content, instead of a hash
 */
public record ManifestEntry(
        String path,
        Optional<Reference> hash,
        String contentType,
        long mode,
        long size,
        OffsetDateTime modTime,
        int status,
        Optional<Access> access,
        Optional<Feed> feed) {

    /** The content type of a manifest. */
    public static final String MANIFEST_TYPE = "application/bzz-manifest+json";

    /** The content type of an entry with a feed. */
    public static final String FEED_TYPE = "application/bzz-feed";

    /** The zero time of the original's language: no time. */
    public static final OffsetDateTime NO_TIME = OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    /** A file. */
    public static ManifestEntry file(String path, Reference content, String contentType, long size) {
        return new ManifestEntry(
                path, Optional.of(content), contentType, 0, size, NO_TIME, 0, Optional.empty(), Optional.empty());
    }

    /** A feed, as the only entry of a manifest of its own. */
    public static ManifestEntry feed(Feed feed) {
        return new ManifestEntry(
                "", Optional.empty(), FEED_TYPE, 0, 0, NO_TIME, 0, Optional.empty(), Optional.of(feed));
    }

    static ManifestEntry manifest(String path) {
        return new ManifestEntry(
                path, Optional.empty(), MANIFEST_TYPE, 0, 0, NO_TIME, 0, Optional.empty(), Optional.empty());
    }

    /** Whether the hash is that of another manifest. */
    public boolean isManifest() {
        return contentType.equals(MANIFEST_TYPE);
    }

    /**
     * The hash, if there is one.
     *
     * @throws LockedContentException if it can be had by those alone who may read the content
     */
    public Optional<Reference> readable() throws LockedContentException {
        if (access.isPresent()) {
            throw new LockedContentException();
        }
        return hash;
    }

    public ManifestEntry withPath(String other) {
        return new ManifestEntry(other, hash, contentType, mode, size, modTime, status, access, feed);
    }

    public ManifestEntry withMode(long bits) {
        return new ManifestEntry(path, hash, contentType, bits, size, modTime, status, access, feed);
    }

    public ManifestEntry withModTime(OffsetDateTime time) {
        return new ManifestEntry(path, hash, contentType, mode, size, time, status, access, feed);
    }

    ManifestEntry withHash(Reference reference) {
        return new ManifestEntry(path, Optional.of(reference), contentType, mode, size, modTime, status, access, feed);
    }
}
