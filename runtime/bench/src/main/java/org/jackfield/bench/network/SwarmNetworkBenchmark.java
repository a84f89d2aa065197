package org.jackfield.bench.network;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jackfield.itest.swarm.Placement;
import org.jackfield.itest.swarm.SeededContent;
import org.jackfield.itest.swarm.SwarmNetwork;
import org.jackfield.itest.swarm.SwarmNode;

/**
 * Content is uploaded at one of many nodes and read at each of the others; then some are killed, and those that are left read it
 * again. While they read nobody keeps what comes by, so that each has to find every chunk that it does not hold itself.
 */
final class SwarmNetworkBenchmark {

    private final Options options;
    private final Progress progress;
    private final SwarmNetwork network;
    private final SeededContent content;

    private SwarmNetworkBenchmark(Options options, Progress progress, SwarmNetwork network) {
        this.options = options;
        this.progress = progress;
        this.network = network;
        content = new SeededContent(options.seed(), (long) options.mebibytes() << 20);
    }

    /** Exits with 0 if nothing is missing, otherwise with 1. The data of the nodes go to {@code jackfield.data}. */
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(System.getProperty("jackfield.data"));
        System.exit(run(System.out, data, arguments) ? 0 : 1);
    }

    private static boolean run(PrintStream out, Path data, String... arguments) throws Exception {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return false;
        }
        return run(out, data, options);
    }

    static boolean run(PrintStream out, Path data, Options options) throws Exception {
        Progress progress = new Progress(out, data);
        progress.begin("start of " + options.nodes() + " nodes");
        // Without an address of its own each comes in beyond what a node of this many peers lets in.
        Map<String, String> settings = Map.of("core.maxPeers", Integer.toString(2 * options.nodes()));
        try (SwarmNetwork network = SwarmNetwork.start(data, options.nodes(), options.seed(), settings, progress)) {
            progress.end();
            return new SwarmNetworkBenchmark(options, progress, network).run();
        }
    }

    private boolean run() throws Exception {
        Duration patience = Duration.ofMinutes(options.minutes());
        settleTables(patience);
        SwarmNode uploader = network.nodes().get(0);
        progress.begin("upload");
        String reference;
        try (InputStream stream = content.stream()) {
            reference = uploader.probe().upload(stream);
        }
        progress.end(content.bytes());
        byte[] addresses = uploader.probe().addresses();
        settleChunks(addresses, patience);
        List<SwarmNode> others = network.nodes().subList(1, options.nodes());
        boolean whole = read(reference, others);
        if (options.kill() > 0) {
            progress.begin("end of " + options.kill() + " nodes");
            network.kill(victims(uploader));
            progress.end();
            settleTables(patience);
            settleChunks(addresses, patience);
            whole &= read(reference, network.nodes());
        }
        return whole;
    }

    private void settleTables(Duration patience) throws Exception {
        progress.begin("tables");
        network.awaitTables(patience);
        progress.end();
    }

    private void settleChunks(byte[] addresses, Duration patience) throws Exception {
        progress.begin("syncing");
        Placement placement = new Placement(addresses, network.nodes());
        network.awaitPlaced(placement, patience);
        progress.end();
        progress.accept(placement.chunks() + " chunks, each at " + placement.fewestCopies() + " nodes or more");
    }

    private boolean read(String reference, List<SwarmNode> all) throws Exception {
        List<SwarmNode> readers = all.subList(0, Math.min(all.size(), options.sample()));
        progress.begin("reading at " + readers.size() + " nodes");
        List<String> faults = network.read(reference, content, readers, options.readers());
        progress.end(content.bytes() * readers.size());
        faults.forEach(progress::fault);
        return faults.isEmpty();
    }

    private List<SwarmNode> victims(SwarmNode uploader) {
        List<SwarmNode> shuffled = new ArrayList<>(network.nodes());
        shuffled.remove(uploader);
        Collections.shuffle(shuffled, new Random(options.seed()));
        if (options.uploader()) {
            shuffled.add(0, uploader);
        }
        return shuffled.subList(0, options.kill());
    }
}
