package org.jackfield.itest.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small network of Swarm, a third of which goes, with the node that everything came from. */
@Timeout(300)
class SwarmNetworkTest {

    private static final int NODES = 9;
    private static final int KILLED = 3;
    private static final long SEED = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SeededContent content = new SeededContent(SEED, 1 << 20);

    @TempDir
    Path folder;

    @Test
    void everyChunkIsHadFromEveryNodeAndStillIsWhenAThirdOfThemIsGone() throws Exception {
        Map<String, String> settings = Map.of("overlay.tickMillis", "100");
        try (SwarmNetwork network = SwarmNetwork.start(folder, NODES, SEED, settings, line -> {})) {
            network.awaitTables(PATIENCE);
            SwarmNode uploader = network.nodes().get(0);
            String reference;
            try (InputStream stream = content.stream()) {
                reference = uploader.probe().upload(stream);
            }
            byte[] addresses = uploader.probe().addresses();
            network.awaitPlaced(new Placement(addresses, network.nodes()), PATIENCE);
            List<SwarmNode> others = network.nodes().subList(1, NODES);
            assertEquals(List.of(), network.read(reference, content, others, 2));

            network.kill(network.nodes().subList(0, KILLED));
            network.awaitTables(PATIENCE);
            network.awaitPlaced(new Placement(addresses, network.nodes()), PATIENCE);
            assertEquals(List.of(), network.read(reference, content, network.nodes(), 2));
            assertTrue(
                    network.nodes().stream().anyMatch(node -> node.probe().fetched() > 0),
                    "nobody has had to ask others");
        }
    }
}
