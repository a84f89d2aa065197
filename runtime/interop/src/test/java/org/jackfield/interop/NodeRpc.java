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
import org.jackfield.itest.TestNode;
import org.osgi.util.tracker.ServiceTracker;

/** What a node says of itself over JSON-RPC, without the sockets. */
record NodeRpc(TestNode node) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Calls a method of the namespace {@code eth}. */
    JsonNode call(String method, Object... params) throws Exception {
        RpcMethod found = services(RpcModule.class).stream()
                .filter(module -> module.namespace().equals("eth") && !module.authenticated())
                .map(module -> module.methods().get(method))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        return JSON.valueToTree(found.call(new RpcParams(Arrays.asList(params))));
    }

    /** Takes what {@code eth_subscribe} tells, to the node's end. */
    BlockingQueue<JsonNode> subscribe(String name) throws Exception {
        BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
        services(RpcFeed.class).stream()
                .filter(feed -> feed.name().equals(name))
                .findFirst()
                .orElseThrow()
                .subscribe(new RpcParams(List.of()), value -> told.add(JSON.valueToTree(value)));
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
