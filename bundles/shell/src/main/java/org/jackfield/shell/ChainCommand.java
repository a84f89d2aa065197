package org.jackfield.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.chain.Chain;
import org.jackfield.chain.ChainHead;
import org.jackfield.chain.ExportProgress;
import org.jackfield.chain.ExportReport;
import org.jackfield.chain.ExportRequest;
import org.jackfield.chain.ImportProgress;
import org.jackfield.chain.ImportReport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code eth:head}, {@code eth:import}, {@code eth:importReceipts} and {@code eth:export}. As {@code import} is a word of
 * Java's own, Felix's {@code help} command knows that one by its second name only, {@code eth:importChain}.
 */
@Component(
        service = ChainCommand.class,
        property = {
            "osgi.command.scope=eth",
            "osgi.command.function=head",
            "osgi.command.function=import",
            "osgi.command.function=importChain",
            "osgi.command.function=importReceipts",
            "osgi.command.function=export"
        })
public final class ChainCommand {

    private static final Command HEAD =
            Command.of("eth:head", "Tells the last block of the chain.", List.of(), Command.JSON);
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

    private static final Command.Option FROM = new Command.Option("--from", "N", "first block (default: 0)");
    private static final Command.Option TO = new Command.Option("--to", "N", "last block (default: the head)");
    private static final Command.Option OVERWRITE =
            new Command.Option("--overwrite", "", "replace the file if it is there");
    private static final Command EXPORT = Command.of(
            "eth:export",
            "Writes blocks to a file as geth export does.",
            List.of("FILE"),
            FROM,
            TO,
            OVERWRITE,
            Command.JSON);

    private final Chain chain;

    @Activate
    public ChainCommand(@Reference Chain chain) {
        this.chain = chain;
    }

    @Descriptor("tells the last block of the chain")
    public void head(@Descriptor("[--json] [--help]") String... words) throws Exception {
        HEAD.run(words, given -> {
            Head head = Head.of(chain.head());
            return given.json() ? Json.pretty(head) : head.table();
        });
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
            Head head = Head.of(report.head());
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
                return Json.pretty(new Imported(report.imported(), report.alreadyThere(), Head.of(report.head())));
            }
            return "imported the receipts of " + report.imported() + " blocks (those of " + report.alreadyThere()
                    + " were there) in " + Units.duration(report.took());
        });
    }

    @Descriptor("writes blocks to a file")
    public void export(
            CommandSession session,
            @Descriptor("FILE [--from N] [--to N] [--overwrite] [--json] [--help]") String... words)
            throws Exception {
        EXPORT.run(words, given -> {
            Path file = FileName.of(session, given.words().get(0));
            long from = number(given, FROM, 0);
            long to = number(given, TO, chain.head().number());
            ExportReport report = exportFile(new ExportRequest(file, from, to, given.has(OVERWRITE)), given.json());
            if (given.json()) {
                return Json.pretty(new Exported(report.blocks(), report.bytes(), file.toString()));
            }
            return "exported " + report.blocks() + " blocks, " + Units.bytes(report.bytes()) + ", in "
                    + Units.duration(report.took()) + " to " + file;
        });
    }

    private ExportReport exportFile(ExportRequest request, boolean quiet) throws CommandException {
        ProgressLine line = new ProgressLine(Command.out());
        try {
            return chain.exportBlocks(
                    request,
                    quiet
                            ? ExportProgress.IGNORED
                            : (blocks, total, bytes) -> line.show(exported(blocks, total, bytes), blocks == total));
        } catch (IOException e) {
            throw new CommandException("cannot export to " + request.file() + ": " + e.getMessage(), e);
        } finally {
            line.end();
        }
    }

    private static String exported(long blocks, long total, long bytes) {
        return String.format(
                Locale.ROOT,
                "%3.0f %%  %,d of %,d blocks, %s",
                100.0 * blocks / total,
                blocks,
                total,
                Units.bytes(bytes));
    }

    private static long number(Command.Given given, Command.Option option, long otherwise) throws CommandException {
        String text = given.value(option).orElse(String.valueOf(otherwise));
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new CommandException(option.name() + " is no block number: " + text, e);
        }
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

    private record Exported(long blocks, long bytes, String file) {}

    private record Imported(long imported, long alreadyThere, Head head) {}

    private record Head(long number, String hash, String totalDifficulty, String time) {

        static Head of(ChainHead head) {
            return new Head(
                    head.number(),
                    "0x" + HexFormat.of().formatHex(head.hash()),
                    head.totalDifficulty().toString(),
                    Instant.ofEpochSecond(head.timestamp()).toString());
        }

        String table() {
            return new Table()
                    .row("block", String.valueOf(number))
                    .row("hash", hash)
                    .row("time", time)
                    .row("difficulty", totalDifficulty + " in all")
                    .toString();
        }
    }
}
