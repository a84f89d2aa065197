package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Enode;
import org.jackfield.itest.Await;
import org.jackfield.itest.TestNode;

/** One at a node of ours, who has nothing but JSON-RPC, in the namespace of one protocol. Used by one thread. */
final class OurCorrespondent implements Correspondent {

    private final TestNode node;
    private final NodeRpc rpc;
    private final String shared;
    private final String own;
    private final String publicKey;
    private final List<BlockingQueue<JsonNode>> boxes;
    private final Map<String, JsonNode> unread = new HashMap<>();

    private OurCorrespondent(TestNode node, NodeRpc rpc) throws Exception {
        this.node = node;
        this.rpc = rpc;
        this.shared = rpc.call("addSymKey", SHARED_KEY).asText();
        this.own = rpc.call("newKeyPair").asText();
        this.publicKey = rpc.call("getPublicKey", own).asText();
        this.boxes = List.of(listen("symKeyID", shared), listen("privateKeyID", own));
    }

    /**
     * Reads everything that is written to him, or to everybody, from now on.
     *
     * @param protocol whose namespace he uses: {@code shh} or {@code waku}
     * @param settings as in {@link TestNode#start(Path, Map)}
     */
    static OurCorrespondent at(String protocol, Path folder, Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("messages.folder", folder.resolve("keys").toString());
        TestNode node = TestNode.start(folder, all);
        try {
            return new OurCorrespondent(node, new NodeRpc(node, protocol).await());
        } catch (Exception | AssertionError e) {
            node.close();
            throw e;
        }
    }

    private BlockingQueue<JsonNode> listen(String kind, String key) throws Exception {
        return rpc.subscribe("messages", Map.of(kind, key, "topics", List.of(Letter.TOPIC), "allowP2P", true));
    }

    TestNode node() {
        return node;
    }

    NodeRpc rpc() {
        return rpc;
    }

    @Override
    public Enode enode() {
        return node.peers().self();
    }

    @Override
    public String publicKey() {
        return publicKey;
    }

    @Override
    public void dial(Enode other) throws Exception {
        node.peers().connect(other).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Override
    public void awaitStatus(Enode other) throws Exception {
        Await.until(
                "the status of " + other,
                () -> node.awaitProtocol(rpc.namespace()).peerInfo(other.id()).isPresent());
    }

    @Override
    public String post(Letter letter, Correspondent reader) throws Exception {
        return rpc.call("post", order(letter, reader)).asText();
    }

    @Override
    public String postDirectly(Letter letter, Correspondent reader) throws Exception {
        Map<String, Object> order = order(letter, reader);
        order.put("targetPeer", reader.enode().toString());
        return rpc.call("post", order).asText();
    }

    private Map<String, Object> order(Letter letter, Correspondent reader) {
        Map<String, Object> order = new HashMap<>(Map.of(
                "ttl",
                letter.ttl(),
                "topic",
                Letter.TOPIC,
                "payload",
                letter.payload(),
                "powTime",
                20,
                "powTarget",
                BigDecimal.valueOf(Letter.WORK)));
        if (letter.mode().forOne) {
            order.put("pubKey", reader.publicKey());
        } else {
            order.put("symKeyID", shared);
        }
        if (letter.mode().signed) {
            order.put("sig", own);
        }
        return order;
    }

    @Override
    public void trust(Correspondent peer) throws Exception {
        assertTrue(rpc.call("markTrustedPeer", peer.enode().toString()).asBoolean());
    }

    @Override
    public JsonNode read(String hash) throws Exception {
        long deadline = System.nanoTime() + ForeignPeer.DEADLINE.toNanos();
        while (!unread.containsKey(hash) && System.nanoTime() - deadline < 0) {
            for (BlockingQueue<JsonNode> box : boxes) {
                JsonNode message = box.poll(10, TimeUnit.MILLISECONDS);
                if (message != null) {
                    unread.put(message.path("hash").asText(), message);
                }
            }
        }
        JsonNode message = unread.remove(hash);
        assertNotNull(message, () -> "no message " + hash + "; there were " + unread);
        return message;
    }

    /** Waits until the mail server at this node has so many envelopes. A letter may be read a moment before it is there. */
    void awaitArchived(int envelopes) throws Exception {
        Await.until(envelopes + " in the archive", () -> node.readiness("mail").startsWith(envelopes + " envelopes"));
    }

    /**
     * Asks a mail server for everything of the last five minutes, and waits for the end of the answer.
     *
     * @param form {@code geth}, {@code status}, or {@code open}: without the password
     * @return {@code requestHash}, {@code last} and {@code cursor}
     */
    JsonNode ask(Enode server, String password, String form) throws Exception {
        Map<String, Object> request = new HashMap<>(Map.of(
                "mailServerPeer", server.toString(), "from", Instant.now().getEpochSecond() - 300));
        if (!form.equals("open")) {
            request.put("password", password);
            request.put("form", form);
        }
        return rpc.call("requestMessages", request);
    }

    /** Whether a message has come by now. */
    boolean hasRead(String hash) {
        return unread.containsKey(hash)
                || boxes.stream()
                        .flatMap(BlockingQueue::stream)
                        .anyMatch(message -> message.path("hash").asText().equals(hash));
    }

    @Override
    public void close() {
        node.close();
    }
}
