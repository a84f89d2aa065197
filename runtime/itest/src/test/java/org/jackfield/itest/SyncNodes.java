package org.jackfield.itest;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jackfield.api.Protocol;
import org.jackfield.chain.ChainFolder;
import org.jackfield.chain.Hex;
import org.jackfield.chain.MadeGenesis;
import org.jackfield.chain.NewBlock;

/** Nodes that sync, and such as carry a scripted peer, each in a folder of its name. */
public record SyncNodes(Path folder) {

    /** A scripted peer brings a chain of its own, and there is nobody else on it. */
    private static final Set<String> BARE = Set.of("chain", "pool", "sync", "eth", "ethapi", "swarm", "whisper");

    public ChainFolder chain(String node, MadeGenesis genesis) {
        return new ChainFolder(folder.resolve(node).resolve("chain"), genesis);
    }

    public TestNode start(ChainFolder chain) {
        return start(chain, Map.of());
    }

    public TestNode start(ChainFolder chain, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("chain.genesis", chain.genesisFile().toString());
        return TestNode.start(chain.folder().getParent(), all, Set.of("swarm", "whisper"));
    }

    public TestNode start(String name, Protocol scripted) {
        TestNode node = TestNode.start(folder.resolve(name), Map.of(), BARE);
        node.offer(scripted);
        return node;
    }

    public static void awaitHead(TestNode node, NewBlock block) throws Exception {
        String hash = Hex.text(block.block().header().hash());
        Await.until(
                "head " + block.block().header(),
                () -> hash.equals(node.awaitProtocol("eth").nodeInfo().get("head")));
    }
}
