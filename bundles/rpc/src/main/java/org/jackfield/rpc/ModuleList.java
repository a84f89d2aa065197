package org.jackfield.rpc;

import java.util.Map;
import java.util.TreeMap;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;

/** {@code rpc_modules}: the namespaces there are, each with the version that go-ethereum gives to all of its own. */
final class ModuleList implements RpcModule {

    private final MethodTable methods;

    ModuleList(MethodTable methods) {
        this.methods = methods;
    }

    @Override
    public String namespace() {
        return "rpc";
    }

    @Override
    public Map<String, RpcMethod> methods() {
        return Map.of("modules", params -> {
            Map<String, String> versions = new TreeMap<>();
            methods.namespaces().forEach(namespace -> versions.put(namespace, "1.0"));
            return versions;
        });
    }
}
