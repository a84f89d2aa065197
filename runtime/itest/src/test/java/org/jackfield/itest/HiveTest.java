package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jackfield.api.Peer;
import org.jackfield.api.release.Releases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of Swarm that find each other: so few that everyone belongs to the neighbourhood of everyone. */
@Timeout(300)
class HiveTest {

    private static final int NODES = 4;
    private static final Set<String> WITHOUT = Set.of("eth", "whisper");

    @TempDir
    Path folder;

    private final List<TestNode> nodes = new ArrayList<>();

    @AfterEach
    void close() {
        nodes.forEach(TestNode::close);
    }

    @Test
    void nodesThatKnowOneFindAndDialTheOthers() throws Exception {
        for (int i = 0; i < NODES; i++) {
            nodes.add(start(i));
        }
        TestNode known = nodes.get(0);
        for (TestNode node : nodes.subList(1, NODES)) {
            node.connectTo(known);
        }
        awaitAllConnected();

        known.await(Releases.class).swap("org.jackfield.swarm", ReleaseJar.of("swarm", "0.1.1", folder), Duration.ZERO);
        awaitAllConnected();
        assertEquals(List.of(), known.events().departures());

        // It has been told of nobody but by hive: what it knows when it comes back is from its address book.
        TestNode last = nodes.remove(NODES - 1);
        last.close();
        Await.until("the last node is gone", () -> connected(known) == NODES - 2);
        nodes.add(start(NODES - 1));
        awaitAllConnected();
    }

    private void awaitAllConnected() throws Exception {
        Await.until(
                "everyone is connected to everyone",
                () -> nodes.stream().allMatch(node -> connected(node) == NODES - 1));
    }

    /** Those in its table. */
    private static int connected(TestNode node) {
        Object peers = node.registry().nodeInfo().getOrDefault("hive", Map.of()).get("peers");
        return peers instanceof Integer count && everyPeerIsSeated(node) ? count : 0;
    }

    private static boolean everyPeerIsSeated(TestNode node) {
        return node.peers().peers().stream()
                .map(Peer::id)
                .allMatch(id -> node.registry().peerInfo(id).containsKey("hive"));
    }

    private TestNode start(int number) {
        Path data = folder.resolve("node" + number);
        return TestNode.start(
                data, Map.of("overlay.folder", data.resolve("swarm").toString()), WITHOUT);
    }
}
