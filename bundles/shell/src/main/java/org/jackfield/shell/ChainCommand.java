package org.jackfield.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.chain.Chain;
import org.jackfield.chain.ChainHead;
import org.jackfield.chain.ImportProgress;
import org.jackfield.chain.ImportReport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code eth:head} and {@code eth:import}. As {@code import} is a word of Java's own, Felix's {@code help} command knows
 * the latter by its second name only, {@code eth:importChain}.
 */
@Component(
        service = ChainCommand.class,
        property = {
            "osgi.command.scope=eth",
            "osgi.command.function=head",
            "osgi.command.function=import",
            "osgi.command.function=importChain"
        })
public final class ChainCommand {

    private static final Command HEAD =
            Command.of("eth:head", "Tells the last block of the chain.", List.of(), Command.JSON);
    private static final Command IMPORT = Command.of(
            "eth:import",
            "Takes up the blocks of a file as geth export writes it; blocks that are there already are skipped.",
            List.of("FILE"),
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
                    importFile(FileName.existing(session, given.words().get(0)), given.json());
            Head head = Head.of(report.head());
            if (given.json()) {
                return Json.pretty(new Imported(report.imported(), report.alreadyThere(), head));
            }
            return "imported " + report.imported() + " blocks (" + report.alreadyThere() + " were there) in "
                    + Units.duration(report.took()) + ", head is now " + head.number() + ' ' + head.hash();
        });
    }

    private ImportReport importFile(Path file, boolean quiet) throws CommandException {
        ProgressLine line = new ProgressLine(Command.out());
        try {
            return chain.importBlocks(file, quiet ? ImportProgress.IGNORED : line::show);
        } catch (IOException e) {
            throw new CommandException("cannot import " + file + ": " + e.getMessage(), e);
        } finally {
            line.end();
        }
    }

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
