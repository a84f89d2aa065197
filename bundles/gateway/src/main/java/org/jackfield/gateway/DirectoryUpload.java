package org.jackfield.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jackfield.chunks.ContentStore;
import org.jackfield.chunks.ContentTypes;
import org.jackfield.chunks.Contents;
import org.jackfield.chunks.Manifest;
import org.jackfield.chunks.ManifestEntry;
import org.jackfield.chunks.Reference;

/**
 * A POST to {@code bzz:}: one file, or those of a tar archive, into a new directory or beside what is in one.
 *
 * <p>Source: ethersphere/swarm v0.5.8, api/http/server.go, HandlePostFiles, and api/api.go, UploadTar.
 */
final class DirectoryUpload {

    private static final String ENCRYPT = "encrypt";
    private static final long MODE = 0644;

    private final Contents contents;
    private final ContentStore reading;
    private final Uploads uploads;

    DirectoryUpload(Contents contents, ContentStore reading, Uploads uploads) {
        this.contents = contents;
        this.reading = reading;
        this.uploads = uploads;
    }

    /** Files on their way into a directory. */
    private record Target(Manifest manifest, ContentStore store, boolean encrypted) {

        /** Stores a file and says what is to be put into the directory. */
        ManifestEntry add(String path, InputStream content, String type) throws IOException {
            CountedStream counted = new CountedStream(content);
            Reference reference = store.store(counted, encrypted);
            return ManifestEntry.file(path, reference, type, counted.count());
        }
    }

    Reply post(Call call) throws Refusal, IOException {
        String type = call.header("content-type").orElse("");
        if (!MediaType.isOne(type)) {
            throw Refusal.badRequest("mime: no media type");
        }
        String address = call.uri().address();
        boolean fresh = address.isEmpty() || address.equals(ENCRYPT);
        boolean encrypted =
                fresh ? address.equals(ENCRYPT) : call.uri().reference().isEncrypted();
        return uploads.run(call, 0, tag -> {
            ContentStore store = new TaggedStore(contents, reading, tag);
            Manifest manifest = fresh
                    ? Manifest.empty(store, encrypted)
                    : Manifest.open(call.uri().reference(), store);
            fill(new Target(manifest, store, encrypted), call, type);
            return manifest.store();
        });
    }

    private static void fill(Target target, Call call, String type) throws Refusal, IOException {
        switch (MediaType.essence(type)) {
            case BzzScheme.TAR -> addArchive(target, call);
            case "multipart/form-data" -> throw new Refusal(415, "forms are not read: send one file, or a tar archive");
            default ->
                target.manifest()
                        .put(target.add(call.uri().path(), call.body(), type).withMode(MODE));
        }
    }

    private static void addArchive(Target target, Call call) throws Refusal, IOException {
        String folder = call.uri().path().replaceFirst("/+$", "");
        Optional<String> fallback = call.parameter("defaultpath");
        boolean found = fallback.isEmpty();
        TarReader tar = new TarReader(call.body());
        for (Optional<TarReader.Entry> next = tar.next(); next.isPresent(); next = tar.next()) {
            TarReader.Entry file = next.get();
            String name = BzzUri.checked(plain(file.name()));
            String type = MediaType.isOne(file.type()) ? file.type() : ContentTypes.of(name);
            ManifestEntry entry = target.add(folder.isEmpty() ? name : folder + '/' + name, file.content(), type)
                    .withMode(file.mode())
                    .withModTime(time(file.modified()));
            target.manifest().put(entry);
            if (fallback.filter(name::equals).isPresent()) {
                target.manifest().put(entry.withPath(""));
                found = true;
            }
        }
        if (!found) {
            throw Refusal.badRequest("default path \"" + fallback.get() + "\" not found");
        }
    }

    /** As tar writes names of files in the folder that it was run in. */
    private static String plain(String name) {
        return name.replaceAll("/+", "/").replaceFirst("^(\\./)+", "").replaceFirst("^/", "");
    }

    private static OffsetDateTime time(Instant modified) {
        return modified.atOffset(ZoneOffset.UTC);
    }
}
