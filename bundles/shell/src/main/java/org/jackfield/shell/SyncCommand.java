package org.jackfield.shell;

import java.time.Duration;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.sync.ChainSync;
import org.jackfield.sync.ChainSync.SyncPeer;
import org.jackfield.sync.ChainSync.SyncStatus;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code eth:sync}. */
@Component(
        service = SyncCommand.class,
        property = {"osgi.command.scope=eth", "osgi.command.function=sync"})
public final class SyncCommand {

    private static final Command SYNC = Command.of(
            "eth:sync", "Tells how far the chain is, and what each peer does for it.", List.of(), Command.JSON);

    private final ChainSync sync;

    @Activate
    public SyncCommand(@Reference ChainSync sync) {
        this.sync = sync;
    }

    @Descriptor("tells how far the chain is, and what each peer does for it")
    public void sync(@Descriptor("[--json] [--help]") String... words) throws Exception {
        SYNC.run(words, given -> {
            SyncStatus status = sync.status();
            return given.json() ? Json.pretty(Row.of(status)) : table(status);
        });
    }

    private static String table(SyncStatus status) {
        Row row = Row.of(status);
        Table table = new Table()
                .row("state", row.state())
                .row("head", "block " + row.current())
                .row("target", "block " + row.highest() + " (" + Units.percent(row.share()) + " there)")
                .row("rate", Math.round(row.blocksPerSecond()) + " blocks/s")
                .row("left", row.secondsLeft() < 0 ? "-" : Units.duration(Duration.ofSeconds(row.secondsLeft())));
        return table + "\n\n" + peers(status.peers());
    }

    private static String peers(List<SyncPeer> peers) {
        if (peers.isEmpty()) {
            return "no peers";
        }
        Table table = new Table("ID", "HEAD", "HEADERS/S", "BODIES/S", "RECEIPTS/S", "IN FLIGHT");
        for (SyncPeer peer : peers) {
            table.row(
                    peer.id().shortHex(),
                    peer.number() < 0 ? "-" : String.valueOf(peer.number()),
                    Math.round(peer.headersPerSecond()),
                    Math.round(peer.bodiesPerSecond()),
                    Math.round(peer.receiptsPerSecond()),
                    peer.requests());
        }
        return table.toString();
    }

    /**
     * As a script reads it.
     *
     * @param state fetching, waiting (for somebody to tell of more) or alone
     * @param share of the blocks up to the target that are here, 0 to 1
     * @param secondsLeft -1 if that cannot be told
     */
    private record Row(
            String state,
            long starting,
            long current,
            long highest,
            double share,
            double blocksPerSecond,
            long secondsLeft,
            List<PeerRow> peers) {

        static Row of(SyncStatus status) {
            String waiting = status.peers().isEmpty() ? "alone" : "waiting";
            return new Row(
                    status.running() ? "fetching" : waiting,
                    status.starting(),
                    status.current(),
                    status.highest(),
                    status.highest() == 0 ? 1 : (double) status.current() / status.highest(),
                    status.blocksPerSecond(),
                    status.secondsLeft().orElse(-1L),
                    status.peers().stream().map(PeerRow::of).toList());
        }
    }

    /** @param head -1 if unknown */
    private record PeerRow(
            String id,
            long head,
            double headersPerSecond,
            double bodiesPerSecond,
            double receiptsPerSecond,
            int requests) {

        static PeerRow of(SyncPeer peer) {
            return new PeerRow(
                    peer.id().toString(),
                    peer.number(),
                    peer.headersPerSecond(),
                    peer.bodiesPerSecond(),
                    peer.receiptsPerSecond(),
                    peer.requests());
        }
    }
}
