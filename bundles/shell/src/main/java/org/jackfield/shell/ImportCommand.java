package org.jackfield.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.chain.Chain;
import org.jackfield.chain.ImportProgress;
import org.jackfield.chain.ImportReport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code eth:import} and {@code eth:importReceipts}. As {@code import} is a word of Java's own, Felix's {@code help}
 * command knows that one by its second name only, {@code eth:importChain}.
 */
@Component(
        service = ImportCommand.class,
        property = {
            "osgi.command.scope=eth",
            "osgi.command.function=import",
            "osgi.command.function=importChain",
            "osgi.command.function=importReceipts"
        })
public final class ImportCommand {

    private static final Command IMPORT = Command.of(
            "eth:import",
            "Takes up the blocks of a file as geth export writes it; blocks that are there already are skipped.",
            List.of("FILE"),
            Command.JSON);

    private static final Command IMPORT_RECEIPTS = Command.of(
            "eth:importReceipts",
            "Takes up receipts of blocks that are here from a file: [number, block hash, [receipt, ...]] for each block.",
            List.of("FILE"),
            Command.JSON);

    private final Chain chain;

    @Activate
    public ImportCommand(@Reference Chain chain) {
        this.chain = chain;
    }

    @Descriptor("takes up the blocks of a file; short: eth:import")
    public void importChain(CommandSession session, @Descriptor("FILE [--json] [--help]") String... words)
            throws Exception {
        _import(session, words);
    }

    /** Gogo finds a function whose name is a keyword with an underscore before it. */
    @Descriptor("takes up the blocks of a file")
    public void _import(CommandSession session, @Descriptor("FILE [--json] [--help]") String... words)
            throws Exception {
        IMPORT.run(words, given -> {
            ImportReport report =
                    importFile(FileName.existing(session, given.words().get(0)), given.json(), chain::importBlocks);
            HeadRow head = HeadRow.of(report.head());
            if (given.json()) {
                return Json.pretty(new Imported(report.imported(), report.alreadyThere(), head));
            }
            return "imported " + report.imported() + " blocks (" + report.alreadyThere() + " were there) in "
                    + Units.duration(report.took()) + ", head is now " + head.number() + ' ' + head.hash();
        });
    }

    @Descriptor("takes up receipts from a file; also: eth:import-receipts")
    public void importReceipts(CommandSession session, @Descriptor("FILE [--json] [--help]") String... words)
            throws Exception {
        IMPORT_RECEIPTS.run(words, given -> {
            ImportReport report =
                    importFile(FileName.existing(session, given.words().get(0)), given.json(), chain::importReceipts);
            if (given.json()) {
                return Json.pretty(new Imported(report.imported(), report.alreadyThere(), HeadRow.of(report.head())));
            }
            return "imported the receipts of " + report.imported() + " blocks (those of " + report.alreadyThere()
                    + " were there) in " + Units.duration(report.took());
        });
    }

    private interface Import {
        ImportReport from(Path file, ImportProgress progress) throws IOException;
    }

    private static ImportReport importFile(Path file, boolean quiet, Import kind) throws CommandException {
        ProgressLine line = new ProgressLine(Command.out());
        try {
            return kind.from(file, quiet ? ImportProgress.IGNORED : line::show);
        } catch (IOException e) {
            throw new CommandException("cannot import " + file + ": " + e.getMessage(), e);
        } finally {
            line.end();
        }
    }

    private record Imported(long imported, long alreadyThere, HeadRow head) {}
}
