package org.jackfield.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.chunks.ChunkSource;
import org.jackfield.chunks.Content;
import org.jackfield.chunks.ContentStore;
import org.jackfield.chunks.Contents;
import org.jackfield.chunks.MalformedContentException;
import org.jackfield.chunks.Manifest;
import org.jackfield.chunks.ManifestEntry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code bzz:down}. */
@Component(
        service = BzzDownCommand.class,
        property = {"osgi.command.scope=bzz", "osgi.command.function=down"})
public final class BzzDownCommand {

    private static final Command DOWN = Command.of(
            "bzz:down",
            "Gets a file or a folder out of swarm into DEST, which must not be there yet, or be a folder to put the file into.\n"
                    + "PATH is that of a file in a folder, or with a slash at its end of a folder.",
            List.of("HASH[/PATH]", "DEST"),
            Command.JSON);

    private final ContentStore store;

    @Activate
    public BzzDownCommand(@Reference Contents contents, @Reference ChunkSource source) {
        store = contents.from(source);
    }

    private record Got(String dest, long bytes, int files) {}

    @Descriptor("gets a file or a folder out of swarm")
    public void down(CommandSession session, @Descriptor("HASH[/PATH] DEST [--json] [--help]") String... words)
            throws Exception {
        DOWN.run(words, given -> {
            SwarmName name = SwarmName.parse(given.words().get(0));
            Path dest = FileName.of(session, given.words().get(1));
            try {
                Got got = get(name, dest, given.json());
                return given.json()
                        ? Json.pretty(got)
                        : got.files() + (got.files() == 1 ? " file, " : " files, ") + Units.bytes(got.bytes()) + ", in "
                                + got.dest();
            } catch (IOException e) {
                throw new CommandException("cannot get " + given.words().get(0) + ": " + e.getMessage(), e);
            }
        });
    }

    private Got get(SwarmName name, Path dest, boolean quiet) throws IOException, CommandException {
        Map<Path, org.jackfield.chunks.Reference> wanted = wanted(name, dest);
        List<Content> contents = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<Path, org.jackfield.chunks.Reference> file : wanted.entrySet()) {
            if (Files.exists(file.getKey())) {
                throw new CommandException(file.getKey() + " is there already");
            }
            Content content = store.open(file.getValue());
            contents.add(content);
            bytes += content.size();
        }
        ProgressLine line = new ProgressLine(Command.out());
        try {
            TransferLine progress = new TransferLine(line, bytes, quiet);
            int next = 0;
            for (Path file : wanted.keySet()) {
                write(contents.get(next++), file, progress);
            }
        } finally {
            line.end();
        }
        Path shown = wanted.size() == 1 ? wanted.keySet().iterator().next() : dest;
        return new Got(shown.toString(), bytes, wanted.size());
    }

    /** What half of it came of is not left behind. */
    private static void write(Content content, Path file, TransferLine progress) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, ".bzz", ".part");
        try (InputStream in = progress.through(content.stream())) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Map<Path, org.jackfield.chunks.Reference> wanted(SwarmName name, Path dest)
            throws IOException, CommandException {
        Manifest manifest;
        try {
            manifest = Manifest.open(name.reference(), store);
        } catch (MalformedContentException e) {
            if (name.path().isEmpty()) {
                return Map.of(into(dest, name.reference().address().hex()), name.reference());
            }
            throw e;
        }
        List<ManifestEntry> entries = entries(manifest, name.path());
        if (entries.isEmpty()) {
            throw new CommandException("there is no file " + name.path());
        }
        if (entries.size() == 1 && entries.get(0).path().equals(name.path())) {
            String file = name.path().replaceFirst(".*/", "");
            return Map.of(
                    into(dest, file.isEmpty() ? name.reference().address().hex() : file), reference(entries.get(0)));
        }
        Map<Path, org.jackfield.chunks.Reference> files = new LinkedHashMap<>();
        for (ManifestEntry entry : entries) {
            String path = entry.path().substring(name.path().length());
            // What is served without a path is, in a folder, a file that is there under its own name too.
            if (!path.isEmpty()) {
                files.put(below(dest, path), reference(entry));
            }
        }
        return files;
    }

    /** The file of that path; without one, all in the folder. */
    private static List<ManifestEntry> entries(Manifest manifest, String path) throws IOException {
        List<ManifestEntry> entries = new ArrayList<>();
        boolean folder = path.isEmpty() || path.endsWith("/");
        manifest.walk(entry -> {
            boolean in = folder ? entry.path().startsWith(path) : entry.path().equals(path);
            if (in && !entry.isManifest()) {
                entries.add(entry);
            }
            return entry.path().startsWith(path) || path.startsWith(entry.path());
        });
        return entries;
    }

    private static org.jackfield.chunks.Reference reference(ManifestEntry entry) throws CommandException {
        return entry.hash().orElseThrow(() -> new CommandException(entry.path() + " has no hash"));
    }

    private static Path into(Path dest, String file) {
        return Files.isDirectory(dest) ? dest.resolve(file) : dest;
    }

    /** @throws CommandException if the path, which somebody else made, leads elsewhere */
    private static Path below(Path dest, String path) throws CommandException {
        try {
            Path root = dest.toAbsolutePath().normalize();
            Path file = root.resolve(path).normalize();
            if (file.startsWith(root) && !file.equals(root)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw new CommandException("the folder has a path that cannot be one here: " + path, e);
        }
        throw new CommandException("the folder has a path that leads out of it: " + path);
    }
}
