package org.jackfield.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.chain.Chain;
import org.jackfield.chain.ExportProgress;
import org.jackfield.chain.ExportReport;
import org.jackfield.chain.ExportRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code eth:export}. */
@Component(
        service = ExportCommand.class,
        property = {"osgi.command.scope=eth", "osgi.command.function=export"})
public final class ExportCommand {

    private static final Command.Option FROM = new Command.Option("--from", "N", "first block (default: 0)");
    private static final Command.Option TO = new Command.Option("--to", "N", "last block (default: the head)");
    private static final Command.Option OVERWRITE =
            new Command.Option("--overwrite", "", "replace the file if it is there");
    private static final Command EXPORT = Command.of(
            "eth:export",
            "Writes blocks to a file as geth export does; to NAME.era1 with receipts, up to 8192 blocks before the merge.",
            List.of("FILE"),
            FROM,
            TO,
            OVERWRITE,
            Command.JSON);

    private final Chain chain;

    @Activate
    public ExportCommand(@Reference Chain chain) {
        this.chain = chain;
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

    private record Exported(long blocks, long bytes, String file) {}
}
