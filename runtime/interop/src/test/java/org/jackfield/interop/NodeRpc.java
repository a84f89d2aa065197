package org.jackfield.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jackfield.api.rpc.RpcFeed;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.itest.Await;
import org.jackfield.itest.TestNode;
import org.osgi.util.tracker.ServiceTracker;

/**
 * What a node says of itself over JSON-RPC, without the sockets.
 *
 * @param namespace of the methods, such as {@code eth}
 */
record NodeRpc(TestNode node, String namespace) {

    private static final ObjectMapper JSON = new ObjectMapper();

    NodeRpc(TestNode node) {
        this(node, "eth");
    }

    /** Calls a method, by its name without the namespace. */
    JsonNode call(String method, Object... params) throws Exception {
        RpcMethod found = services(RpcModule.class).stream()
                .filter(module -> module.namespace().equals(namespace) && !module.authenticated())
                .map(module -> module.methods().get(method))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        return JSON.valueToTree(found.call(new RpcParams(Arrays.asList(params))));
    }

    /** Waits until there are methods of the namespace. */
    NodeRpc await() throws Exception {
        Await.until(
                namespace + "_ is there",
                () -> services(RpcModule.class).stream()
                        .anyMatch(module -> module.namespace().equals(namespace)));
        return this;
    }

    /** Takes what {@code <namespace>_subscribe} tells, to the node's end. */
    BlockingQueue<JsonNode> subscribe(String name, Object... params) throws Exception {
        BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
        services(RpcFeed.class).stream()
                .filter(feed ->
                        feed.namespace().equals(namespace) && feed.name().equals(name))
                .findFirst()
                .orElseThrow()
                .subscribe(new RpcParams(Arrays.asList(params)), value -> told.add(JSON.valueToTree(value)));
        return told;
    }

    private <T> List<T> services(Class<T> type) {
        node.await(type);
        ServiceTracker<T, T> tracker = new ServiceTracker<>(node.context(), type, null);
        tracker.open(true);
        try {
            return List.copyOf(tracker.getTracked().values());
        } finally {
            tracker.close();
        }
    }
}
