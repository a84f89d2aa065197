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
 * A POST to {@code bzz:}: one file, or those of a tar archive or of a form, into a new directory or beside what is in one.
 *
 * <p>Source: ethersphere/swarm v0.5.8, api/http/server.go, HandlePostFiles and handleMultipartUpload, and api/api.go, UploadTar.
 */
final class DirectoryUpload {

    private static final String ENCRYPT = "encrypt";
    private static final String FORM = "multipart/form-data";
    private static final long MODE = 0644;

    /** Their entries are in memory until all are there. */
    private static final int MAX_FILES = 100_000;

    private final Contents contents;
    private final ContentStore reading;
    private final Uploads uploads;

    DirectoryUpload(Contents contents, ContentStore reading, Uploads uploads) {
        this.contents = contents;
        this.reading = reading;
        this.uploads = uploads;
    }

    /** Files on their way into a directory. */
    private static final class Target {

        private final Manifest manifest;
        private final ContentStore store;
        private final boolean encrypted;
        private final String folder;
        private final Optional<String> fallback;
        private int files;
        private boolean hasFallback;

        Target(Manifest manifest, ContentStore store, boolean encrypted, Call call) {
            this.manifest = manifest;
            this.store = store;
            this.encrypted = encrypted;
            folder = call.uri().path().replaceFirst("/+$", "");
            fallback = call.parameter("defaultpath");
        }

        /** Stores a file and says what is to be put into the directory. */
        ManifestEntry file(String path, InputStream content, String type) throws IOException {
            CountedStream counted = new CountedStream(content);
            Reference reference = store.store(counted, encrypted);
            return ManifestEntry.file(path, reference, type, counted.count());
        }

        /** A name in the folder that is posted to. */
        String path(String name) {
            return folder.isEmpty() || name.isEmpty() ? folder + name : folder + '/' + name;
        }

        void put(String name, ManifestEntry entry) throws Refusal, IOException {
            if (++files > MAX_FILES) {
                throw new Refusal(413, "more than " + MAX_FILES + " files at once");
            }
            manifest.put(entry);
            if (fallback.filter(name::equals).isPresent()) {
                manifest.put(entry.withPath(""));
                hasFallback = true;
            }
        }

        void end() throws Refusal {
            if (fallback.isPresent() && !hasFallback) {
                throw Refusal.badRequest("default path \"" + fallback.get() + "\" not found");
            }
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
        return uploads.run(call, Uploads.Kind.DIRECTORY, 0, tag -> {
            ContentStore store = new TaggedStore(contents, reading, tag);
            Manifest manifest = fresh
                    ? Manifest.empty(store, encrypted)
                    : Manifest.open(call.uri().reference(), store);
            fill(new Target(manifest, store, encrypted, call), call, type);
            return manifest.store();
        });
    }

    private static void fill(Target target, Call call, String type) throws Refusal, IOException {
        switch (MediaType.essence(type)) {
            case BzzScheme.TAR -> addArchive(target, new TarReader(call.body()));
            case FORM -> addForm(target, new FormReader(type, call.body()));
            default ->
                target.manifest.put(
                        target.file(call.uri().path(), call.body(), type).withMode(MODE));
        }
    }

    private static void addArchive(Target target, TarReader tar) throws Refusal, IOException {
        for (Optional<TarReader.Entry> next = tar.next(); next.isPresent(); next = tar.next()) {
            TarReader.Entry file = next.get();
            String name = BzzUri.checked(plain(file.name()));
            String type = MediaType.isOne(file.type()) ? file.type() : ContentTypes.of(name);
            target.put(
                    name,
                    target.file(target.path(name), file.content(), type)
                            .withMode(file.mode())
                            .withModTime(time(file.modified())));
        }
        target.end();
    }

    private static void addForm(Target target, FormReader form) throws Refusal, IOException {
        for (Optional<FormReader.Part> next = form.next(); next.isPresent(); next = form.next()) {
            FormReader.Part part = next.get();
            String name = BzzUri.checked(plain(part.name()));
            String type = MediaType.isOne(part.type()) ? part.type() : "";
            target.put(name, target.file(target.path(name), part.content(), type));
        }
        target.end();
    }

    /** As tar writes names of files in the folder that it was run in. */
    private static String plain(String name) {
        return name.replaceAll("/+", "/").replaceFirst("^(\\./)+", "").replaceFirst("^/", "");
    }

    private static OffsetDateTime time(Instant modified) {
        return modified.atOffset(ZoneOffset.UTC);
    }
}
