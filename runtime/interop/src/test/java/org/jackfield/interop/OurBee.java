package org.jackfield.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Enode;
import org.jackfield.crypto.NodeKey;
import org.jackfield.itest.Await;
import org.jackfield.itest.TestNode;

/** A full node of ours, with swarm and nothing else; unless it is told to, it does not push uploads of its own accord. */
final class OurBee implements Bee {

    private static final Set<String> WITHOUT = Set.of("eth", "whisper", "pushsync");
    private static final Set<String> WITHOUT_OTHERS = Set.of("eth", "whisper");

    /** So many digits of an overlay address does bzz_deliveriesPerPeer tell. */
    private static final int SHORT = 32;

    private final TestNode node;
    private final SwarmGateway gateway;
    private final String overlay;

    private OurBee(TestNode node) throws Exception {
        this.node = node;
        Await.until("the gateway", () -> node.readiness("bzz").startsWith("http"));
        gateway = new SwarmGateway(node.readiness("bzz").replaceAll("/$", ""));
        node.awaitProtocol("bzz");
        Await.until("its address", () -> node.registry().nodeInfo().get("bzz").containsKey("overlay"));
        overlay =
                node.registry().nodeInfo().get("bzz").get("overlay").toString().substring(2);
    }

    /**
     * @param data folder that holds all it has; one that was there before goes on
     * @param settings as in {@link TestNode#start(Path, Map)}
     */
    static OurBee at(Path data, Map<String, String> settings) throws Exception {
        return at(data, settings, WITHOUT);
    }

    private static OurBee at(Path data, Map<String, String> settings, Set<String> without) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of(
                "swarm.light",
                "false",
                "overlay.folder",
                data.resolve("swarm").toString(),
                "chunks.folder",
                data.resolve("chunks").toString(),
                "gateway.listen",
                "127.0.0.1:0"));
        all.putAll(settings);
        TestNode node = TestNode.start(data, all, without);
        try {
            return new OurBee(node);
        } catch (Exception | AssertionError e) {
            node.close();
            throw e;
        }
    }

    /** One with that key. */
    static OurBee at(Path data, NodeKey key) throws Exception {
        return at(data, key, Map.of(), WITHOUT);
    }

    /** One that dials nobody of its own accord, with that key. */
    static OurBee quiet(Path data, NodeKey key) throws Exception {
        return quiet(data, key, WITHOUT);
    }

    /** The same, and it pushes what is uploaded to where it belongs. */
    static OurBee pushing(Path data, NodeKey key) throws Exception {
        return quiet(data, key, WITHOUT_OTHERS);
    }

    private static OurBee quiet(Path data, NodeKey key, Set<String> without) throws Exception {
        return at(data, key, Map.of("overlay.dial", "false"), without);
    }

    private static OurBee at(Path data, NodeKey key, Map<String, String> settings, Set<String> without)
            throws Exception {
        Files.createDirectories(data);
        Files.writeString(data.resolve("nodekey"), HexFormat.of().formatHex(key.privateKey()));
        return at(data, settings, without);
    }

    TestNode node() {
        return node;
    }

    /** The table, in the form of the original's. */
    JsonNode table() throws Exception {
        return new NodeRpc(node, "bzz").call("kademliaInfo");
    }

    @Override
    public Enode enode() {
        return node.peers().self();
    }

    @Override
    public String overlay() {
        return overlay;
    }

    @Override
    public SwarmGateway gateway() {
        return gateway;
    }

    @Override
    public void dial(Enode other) throws Exception {
        node.peers().connect(other).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Override
    public void awaitHandshake(Bee other) throws Exception {
        Await.until(
                "the handshake of " + other.enode(), () -> peer("hive", other).isPresent());
        NodeRpc bzz = new NodeRpc(node, "bzz");
        Await.until(
                "a seat for chunks of " + other.enode(),
                () -> bzz.call("deliveriesPerPeer").has(other.overlay().substring(0, SHORT)));
    }

    /** What a protocol knows of a peer; empty before the handshake. */
    Optional<Map<String, Object>> peer(String protocol, Bee other) {
        return node.told(protocol, other.enode().id());
    }

    @Override
    public String fetch(String reference) throws IOException, InterruptedException {
        return Bee.sha256(gateway.download(reference));
    }

    @Override
    public boolean has(String address) throws IOException {
        return new StoreOfNode(node).has(address);
    }

    @Override
    public void close() {
        node.close();
    }
}
