package org.jackfield.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.chunks.ChunkSource;
import org.jackfield.chunks.ContentStore;
import org.jackfield.chunks.Contents;
import org.jackfield.chunks.Manifest;
import org.jackfield.chunks.ManifestEntry;
import org.jackfield.chunks.ManifestListing;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code bzz:ls}. */
@Component(
        service = BzzListCommand.class,
        property = {"osgi.command.scope=bzz", "osgi.command.function=ls"})
public final class BzzListCommand {

    private static final Command LS =
            Command.of("bzz:ls", "Shows what is in a folder of swarm.", List.of("HASH", "[FOLDER]"), Command.JSON);

    private final ContentStore store;

    @Activate
    public BzzListCommand(@Reference Contents contents, @Reference ChunkSource source) {
        store = contents.from(source);
    }

    private record Row(String path, String type, long size, String hash) {}

    @Descriptor("shows what is in a folder of swarm")
    public void ls(CommandSession session, @Descriptor("HASH [FOLDER] [--json] [--help]") String... words)
            throws Exception {
        LS.run(words, given -> {
            SwarmName name = SwarmName.parse(given.words().get(0));
            String folder = given.words().size() > 1 ? given.words().get(1) : name.path();
            try {
                List<Row> rows = rows(Manifest.open(name.reference(), store).list(inside(folder)));
                return given.json() ? Json.pretty(rows) : text(rows);
            } catch (IOException e) {
                throw new CommandException("cannot list " + given.words().get(0) + ": " + e.getMessage(), e);
            }
        });
    }

    private static String inside(String folder) {
        return folder.isEmpty() || folder.endsWith("/") ? folder : folder + '/';
    }

    private static List<Row> rows(ManifestListing listing) {
        List<Row> rows = new ArrayList<>();
        new LinkedHashSet<>(listing.commonPrefixes()).forEach(folder -> rows.add(new Row(folder, "folder", 0, "")));
        for (ManifestEntry entry : listing.entries()) {
            rows.add(new Row(
                    entry.path(),
                    entry.contentType(),
                    entry.size(),
                    entry.hash().map(org.jackfield.chunks.Reference::hex).orElse("")));
        }
        return rows;
    }

    private static String text(List<Row> rows) {
        if (rows.isEmpty()) {
            return "nothing there";
        }
        Table table = new Table("PATH", "TYPE", "SIZE", "HASH");
        // Some paths come from strangers: what is no letter is not for the terminal.
        rows.forEach(row -> table.row(
                row.path().replaceAll("\\p{Cntrl}", "?"),
                row.type().replaceAll("\\p{Cntrl}", "?"),
                row.hash().isEmpty() ? "" : Units.bytes(row.size()),
                row.hash()));
        return table.toString();
    }
}
