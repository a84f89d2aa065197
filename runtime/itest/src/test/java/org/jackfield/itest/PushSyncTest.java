package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.api.rpc.RpcParams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Uploads that leave the node that they were made at. */
@Timeout(300)
class PushSyncTest {

    private static final int BYTES = 300_000;
    private static final Set<String> WITHOUT = Set.of("eth", "whisper");

    @TempDir
    Path folder;

    private final List<TestNode> nodes = new ArrayList<>();

    @AfterEach
    void close() {
        nodes.forEach(TestNode::close);
    }

    @Test
    void aLightNodeMayGoWhenItsUploadIsSynced() throws Exception {
        TestNode one = start("one", false);
        TestNode other = start("other", false);
        TestNode light = start("light", true);
        ContentGateway gateway = ContentGateway.of(light);
        byte[] content = ContentGateway.content(6, BYTES);
        String hash = gateway.upload(content);
        one.connectTo(other);
        Await.until("the two to know each other", () -> seated(one, other) && seated(other, one));
        // Nobody was there to take it: it is not to count as synced.
        assertEquals(0, count("Synced", gateway.tag(hash)));

        light.connectTo(one);
        light.connectTo(other);
        Await.until("the receipts", () -> count("Synced", gateway.tag(hash)) == count("Total", gateway.tag(hash)));
        String tag = gateway.tag(hash);
        assertTrue(count("Total", tag) > 70, tag);
        assertEquals(count("Total", tag), count("Sent", tag), tag);
        assertEquals(true, call(light, "isPushSynced", name(tag)));

        // For what the light node is nearest to there is no receipt of others.
        Await.until("the last of it", () -> has(one, tag) && has(other, tag));
        nodes.remove(light);
        light.close();
        assertEquals("1", call(one, "has", List.of(hash)));
        assertArrayEquals(content, ContentGateway.of(other).download(hash));
    }

    private TestNode start(String name, boolean light) {
        Path data = folder.resolve(name);
        Map<String, String> settings = new HashMap<>(ContentGateway.settings(data));
        settings.put("swarm.light", String.valueOf(light));
        TestNode node = TestNode.start(data, settings, WITHOUT);
        nodes.add(node);
        return node;
    }

    private static boolean has(TestNode node, String tag) throws Exception {
        Map<?, ?> indices = (Map<?, ?>) call(node, "storageIndices");
        return indices.get("retrievalDataIndex").equals(count("Total", tag));
    }

    private static boolean seated(TestNode node, TestNode other) {
        return node.told("hive", other.id()).isPresent();
    }

    private static long count(String field, String tag) {
        return Long.parseLong(found("\"" + field + "\":(\\d+)", tag));
    }

    private static String name(String tag) {
        return found("\"Name\":\"([^\"]*)\"", tag);
    }

    private static String found(String pattern, String tag) {
        Matcher matcher = Pattern.compile(pattern).matcher(tag);
        assertTrue(matcher.find(), tag);
        return matcher.group(1);
    }

    /** A method of {@code bzz_}, asked of whoever offers it. */
    private static Object call(TestNode node, String method, Object... arguments) throws Exception {
        for (RpcModule module : modules(node)) {
            if (module.namespace().equals("bzz") && module.methods().containsKey(method)) {
                return module.methods().get(method).call(new RpcParams(List.of(arguments)));
            }
        }
        throw new AssertionError("nobody offers bzz_" + method);
    }

    private static List<RpcModule> modules(TestNode node) throws InvalidSyntaxException {
        List<RpcModule> modules = new ArrayList<>();
        for (ServiceReference<RpcModule> reference : node.context().getServiceReferences(RpcModule.class, null)) {
            modules.add(node.context().getService(reference));
        }
        return modules;
    }
}
