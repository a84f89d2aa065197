package org.jackfield.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.chunks.ChunkSource;
import org.jackfield.chunks.Content;
import org.jackfield.chunks.ContentStore;
import org.jackfield.chunks.ContentTypes;
import org.jackfield.chunks.Contents;
import org.jackfield.chunks.Manifest;
import org.jackfield.chunks.ManifestEntry;
import org.jackfield.chunks.Tag;
import org.jackfield.chunks.TagState;
import org.jackfield.chunks.Tags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code bzz:up}. */
@Component(
        service = BzzUpCommand.class,
        property = {"osgi.command.scope=bzz", "osgi.command.function=up"})
public final class BzzUpCommand {

    private static final Command.Option ENCRYPT =
            new Command.Option("--encrypt", "", "with keys that are in the hash alone");
    private static final Command.Option RAW = new Command.Option("--raw", "", "a file without a manifest");
    private static final Command.Option DEFAULT =
            new Command.Option("--default", "FILE", "the file of the folder that is served without a path");
    private static final Command.Option PROGRESS = new Command.Option(
            "--progress", "", "stays until all of it has been pushed to where it belongs, and shows how far it is");
    private static final Command UP = Command.of(
            "bzz:up",
            "Stores a file or a folder in swarm and prints the hash that it is had by. Links in a folder are left out.",
            List.of("FILE|DIR"),
            ENCRYPT,
            RAW,
            DEFAULT,
            PROGRESS,
            Command.JSON);

    private final Contents contents;
    private final Tags tags;
    private final ContentStore reading;

    @Activate
    public BzzUpCommand(@Reference Contents contents, @Reference Tags tags, @Reference ChunkSource source) {
        this.contents = contents;
        this.tags = tags;
        reading = contents.from(source);
    }

    private record Stored(String hash, long bytes, int files, String tag) {}

    /** What is stored counts for the upload's tag. */
    private record Upload(Contents contents, ContentStore reading, Tag tag, boolean encrypted) implements ContentStore {

        @Override
        public org.jackfield.chunks.Reference store(InputStream content, boolean encrypt) throws IOException {
            return contents.upload(content, encrypt, tag);
        }

        @Override
        public Content open(org.jackfield.chunks.Reference reference) throws IOException {
            return reading.open(reference);
        }
    }

    @Descriptor("stores a file or a folder in swarm")
    public void up(
            CommandSession session,
            @Descriptor("FILE|DIR [--encrypt] [--raw] [--default FILE] [--progress] [--json] [--help]") String... words)
            throws Exception {
        UP.run(words, given -> {
            Path path = FileName.of(session, given.words().get(0));
            try {
                Stored stored = store(path, given);
                if (given.has(PROGRESS)) {
                    awaitSynced(session, stored, given.json());
                }
                return given.json() ? Json.pretty(stored) : stored.hash();
            } catch (IOException e) {
                throw new CommandException("cannot store " + path + ": " + e.getMessage(), e);
            }
        });
    }

    private Stored store(Path path, Command.Given given) throws IOException, CommandException {
        List<Path> files = files(path);
        if (given.has(RAW) && Files.isDirectory(path)) {
            throw new CommandException("a folder needs a manifest: leave --raw out");
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        Tag tag = tags.create(name(path), 0, false);
        Upload upload = new Upload(contents, reading, tag, given.has(ENCRYPT));
        ProgressLine line = new ProgressLine(Command.out());
        Optional<org.jackfield.chunks.Reference> hash = Optional.empty();
        try {
            TransferLine progress = new TransferLine(line, bytes, given.json());
            hash = Optional.of(
                    given.has(RAW)
                            ? content(path, upload, progress)
                            : directory(path, files, given.value(DEFAULT), upload, progress));
        } finally {
            line.end();
            if (hash.isEmpty()) {
                tags.delete(tag.uid());
            }
        }
        return new Stored(hash.get().hex(), bytes, files.size(), Integer.toUnsignedString(tag.uid()));
    }

    /** Somebody may forget the tag meanwhile: then nobody can tell. */
    private void awaitSynced(CommandSession session, Stored stored, boolean quiet) throws InterruptedException {
        int uid = Integer.parseUnsignedInt(stored.tag());
        try (PersonWatch person = PersonWatch.in(session)) {
            new Vigil(person, quiet)
                    .keep(
                            () -> tags.get(uid),
                            tag -> tag.isEmpty() || tag.get().isDone(TagState.SYNCED),
                            tag -> text(tag.get()));
        }
    }

    /** What had been here before needs no pushing. */
    private static String text(Tag tag) {
        long total = tag.total() - tag.count(TagState.SEEN);
        long synced = tag.count(TagState.SYNCED);
        return TransferLine.bar(synced, total) + "  " + synced + " of " + total + " chunks synced, "
                + tag.count(TagState.SENT) + " sent, any key leaves off";
    }

    private static org.jackfield.chunks.Reference content(Path file, Upload upload, TransferLine progress)
            throws IOException {
        try (InputStream in = progress.through(Files.newInputStream(file))) {
            return upload.store(in, upload.encrypted());
        }
    }

    /** A single file is served without a path. */
    private static org.jackfield.chunks.Reference directory(
            Path root, List<Path> files, Optional<String> fallback, Upload upload, TransferLine progress)
            throws IOException, CommandException {
        Manifest manifest = Manifest.empty(upload, upload.encrypted());
        boolean found = fallback.isEmpty();
        for (Path file : files) {
            String path = root.relativize(file).toString().replace('\\', '/');
            ManifestEntry entry = ManifestEntry.file(
                            path, content(file, upload, progress), ContentTypes.of(name(file)), Files.size(file))
                    .withMode(0644)
                    .withModTime(Files.getLastModifiedTime(file)
                            .toInstant()
                            .truncatedTo(ChronoUnit.SECONDS)
                            .atOffset(ZoneOffset.UTC));
            manifest.put(entry);
            if (fallback.filter(path::equals).isPresent()) {
                manifest.put(entry.withPath(""));
                found = true;
            }
        }
        if (!found) {
            throw new CommandException("--default: no file " + fallback.get() + " in " + root);
        }
        return manifest.store();
    }

    private static List<Path> files(Path path) throws IOException, CommandException {
        if (!Files.exists(path)) {
            throw new CommandException("no such file: " + path);
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> all = Files.walk(path)) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path path) {
        return path.toAbsolutePath().normalize().getFileName() == null
                ? "/"
                : path.toAbsolutePath().normalize().getFileName().toString();
    }
}
