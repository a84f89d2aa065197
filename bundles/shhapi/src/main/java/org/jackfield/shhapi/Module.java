package org.jackfield.shhapi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;

/** Methods under a name. */
record Module(String namespace, Map<String, RpcMethod> methods) implements RpcModule {

    /** Whisper's and waku's: what is asked of either is the same, as they share everything but the wire. */
    static final List<String> NAMESPACES = List.of("shh", "waku");

    Module {
        methods = Map.copyOf(methods);
    }

    /** Of several groups of methods. */
    @SafeVarargs
    static Module of(String namespace, Map<String, RpcMethod>... groups) {
        Map<String, RpcMethod> all = new HashMap<>();
        for (Map<String, RpcMethod> group : groups) {
            all.putAll(group);
        }
        return new Module(namespace, all);
    }
}
